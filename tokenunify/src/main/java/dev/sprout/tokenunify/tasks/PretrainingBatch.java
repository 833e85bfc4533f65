package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.tokenunify.network.BlockSides;
import java.util.Arrays;

/** Blocks of one step with patches hidden for the random task, or behind prefixes. */
final class PretrainingBatch {
  private final PatchGrid grid;
  private final int size;
  private final float[] clean; // [B, z, y, x]
  private final float[] input; // [B, z, y, x]
  private final float[] hidden; // [B, z, y, x], 1 where hidden
  private final float[] next; // [B, patch]

  private PretrainingBatch(PatchGrid grid, int size) {
    this.grid = grid;
    this.size = size;
    int voxels = size * grid.block().voxels();
    this.clean = new float[voxels];
    this.input = new float[voxels];
    this.hidden = new float[voxels];
    this.next = new float[size * grid.patch().voxels()];
  }

  /** Hides patches anywhere. */
  static PretrainingBatch random(
      PatchGrid grid, float[][] blocks, PretrainingOptions options, RandomStream random) {
    PretrainingBatch batch = new PretrainingBatch(grid, blocks.length);
    double range = options.mostHidden() - options.leastHidden();
    for (int i = 0; i < blocks.length; i++) {
      double ratio = options.leastHidden() + range * random.nextDouble();
      batch.add(i, blocks[i], HiddenPatches.random(grid.count(), ratio, random), options, random);
    }
    return batch;
  }

  /** Hides all patches behind a prefix, whose length is drawn for each block. */
  static PretrainingBatch prefixes(
      PatchGrid grid, float[][] blocks, PretrainingOptions options, RandomStream random) {
    PretrainingBatch batch = new PretrainingBatch(grid, blocks.length);
    for (int i = 0; i < blocks.length; i++) {
      int prefix = HiddenPatches.prefixLength(grid.count(), random);
      batch.add(i, blocks[i], HiddenPatches.after(prefix, grid.count()), options, random);
      float[] patch = grid.read(blocks[i], prefix);
      System.arraycopy(patch, 0, batch.next, i * patch.length, patch.length);
    }
    return batch;
  }

  private void add(
      int i, float[] block, int[] patches, PretrainingOptions options, RandomStream random) {
    float[] masked = block.clone();
    options.fill().hide(masked, grid, patches, random);
    float[] marked = new float[block.length];
    float[] ones = new float[grid.patch().voxels()];
    Arrays.fill(ones, 1);
    for (int patch : patches) {
      grid.write(marked, patch, ones);
    }
    System.arraycopy(block, 0, clean, i * block.length, block.length);
    System.arraycopy(masked, 0, input, i * block.length, block.length);
    System.arraycopy(marked, 0, hidden, i * block.length, block.length);
  }

  /** What the network sees. // [B, 1, z, y, x] */
  NDArray input(NDManager scope) {
    return array(scope, input, grid.block());
  }

  /** The patches behind the prefixes. // [B, 1, z, y, x] of a patch */
  NDArray next(NDManager scope) {
    return array(scope, next, grid.patch());
  }

  /** The error of the whole predicted blocks. */
  NDArray error(NDArray logits, LossRegion region) {
    NDManager scope = logits.getManager();
    NDArray target = array(scope, clean, grid.block());
    return region == LossRegion.ALL_VOXELS
        ? PretrainingLosses.overAll(logits, target)
        : PretrainingLosses.overHidden(logits, target, array(scope, hidden, grid.block()));
  }

  private NDArray array(NDManager scope, float[] values, BlockSides sides) {
    return scope.create(values, new Shape(size, 1, sides.z(), sides.y(), sides.x()));
  }
}
