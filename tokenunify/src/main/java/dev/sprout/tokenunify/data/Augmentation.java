package dev.sprout.tokenunify.data;

import dev.sprout.core.Default;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.BlockSource.Block;
import java.util.Arrays;

/**
 * What a block is changed by at random, after those of PyTorch Connectomics. Grey values and labels
 * move together; labels stay where a section is missing.
 *
 * @param symmetries whether axes run backwards and change places: y and x only, where z has another
 *     voxel size
 * @param elastic largest displacement in a section by a smooth field, voxels, 0 to 16
 * @param contrast largest relative change of contrast, 0 to below 1
 * @param brightness largest change of all grey values, 0 to 1
 * @param gamma grey values are raised to 2^±gamma at most, 0 to 3
 * @param missing probability of each section to be black, 0 to below 1
 * @param shifted probability of a block that a section, or all from one on, lie beside their place
 * @param shift how far at most, voxels, 0 to 64
 */
public record Augmentation(
    @Default("true") boolean symmetries,
    @Default("0") double elastic,
    @Default("0") double contrast,
    @Default("0") double brightness,
    @Default("0") double gamma,
    @Default("0") double missing,
    @Default("0") double shifted,
    @Default("0") int shift) {
  /** Blocks as they are. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0, 0, 0, 0);

  /** Checks every range. */
  public Augmentation {
    Require.between("elastic", elastic, 0, 16);
    Require.fraction("contrast", contrast);
    Require.between("brightness", brightness, 0, 1);
    Require.between("gamma", gamma, 0, 3);
    Require.fraction("missing", missing);
    Require.between("shifted", shifted, 0, 1);
    Require.between("shift", shift, 0, 64);
    if (shifted > 0 != shift > 0) {
      throw UserError.unusable(
          "shift", "is %d and shifted %s; give both above 0, or none", shift, shifted);
    }
  }

  /** Voxels that a block needs on either side, along y and x, to be displaced. */
  int margin() {
    return (int) Math.ceil(elastic) + shift;
  }

  /**
   * Displaces and changes a block.
   *
   * @param source sides of the given block, whose middle it is
   * @param sides of the result
   */
  Block apply(Block block, BlockSides source, BlockSides sides, RandomStream random) {
    Warp warp = new Warp(source, sides);
    if (elastic > 0) {
      warp.bend(elastic, random);
    }
    if (shifted > 0 && random.nextDouble() < shifted) {
      warp.shift(shift, random);
    }
    float[] grey = warp.grey(block.grey());
    tone(grey, random);
    hideSections(grey, sides, random);
    return new Block(grey, block.labels() == null ? null : warp.labels(block.labels()));
  }

  /** Changes contrast about the middle grey, brightness and gamma, within 0 to 1. */
  private void tone(float[] grey, RandomStream random) {
    if (contrast + brightness + gamma == 0) {
      return;
    }
    double scale = 1 + contrast * signed(random);
    double offset = (1 - scale) / 2 + brightness * signed(random);
    double power = StrictMath.pow(2, gamma * signed(random));
    for (int i = 0; i < grey.length; i++) {
      double value = Math.min(Math.max(scale * grey[i] + offset, 0), 1);
      grey[i] = (float) (gamma == 0 ? value : StrictMath.pow(value, power));
    }
  }

  private static double signed(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }

  private void hideSections(float[] grey, BlockSides sides, RandomStream random) {
    int section = sides.y() * sides.x();
    for (int z = 0; missing > 0 && z < sides.z(); z++) {
      if (random.nextDouble() < missing) {
        Arrays.fill(grey, z * section, (z + 1) * section, 0f);
      }
    }
  }
}
