package dev.sprout.volumes;

import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.NdArray;

/**
 * Labels section by section: each piece of a section whose voxels have one label and touch by their
 * sides has a number of its own; label 0 stays. A mask of membranes becomes the cells between them.
 */
final class SectionPieces implements NdArray {
  private final Volume labels;
  private long kept = -1; // section
  private byte[] keptPieces; // little-endian

  /** The pieces of labels, which are closed with this. */
  SectionPieces(Volume labels) {
    this.labels = labels.requireLabels();
  }

  @Override
  public long[] shape() {
    Coordinate shape = labels.shape();
    return new long[] {shape.z(), shape.y(), shape.x()};
  }

  @Override
  public ElementType type() {
    return ElementType.UINT64;
  }

  @Override
  public String layout() {
    return "pieces of sections, " + labels.layout();
  }

  @Override
  public byte[] read(long[] origin, int[] extent) {
    int[] section = {1, (int) labels.shape().y(), (int) labels.shape().x()};
    int[] part = {1, extent[1], extent[2]};
    byte[] block = new byte[Math.multiplyExact(extent[0] * type().bytes(), extent[1] * extent[2])];
    for (int z = 0; z < extent[0]; z++) {
      ArrayCopy.copy(
          new ArrayCopy.Place(
              pieces(origin[0] + z), section, new int[] {0, (int) origin[1], (int) origin[2]}),
          new ArrayCopy.Place(block, extent, new int[] {z, 0, 0}),
          part,
          type().bytes());
    }
    return block;
  }

  private synchronized byte[] pieces(long z) {
    if (z != kept) {
      Coordinate shape = new Coordinate(1, labels.shape().y(), labels.shape().x());
      long[] values = labels.read(new Box(new Coordinate(z, 0, 0), shape)).labels();
      long before = z * values.length;
      int[] roots = roots(values, (int) shape.x());
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] == 0 ? 0 : before + root(roots, i) + 1;
      }
      keptPieces = Block.ofUint64(shape, values).littleEndian();
      kept = z;
    }
    return keptPieces;
  }

  /** A forest over the pixels, whose trees are the pieces: each root is its piece's first pixel. */
  private static int[] roots(long[] values, int width) {
    int[] roots = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      roots[i] = i;
      if (i % width > 0 && values[i] == values[i - 1]) {
        join(roots, i, i - 1);
      }
      if (i >= width && values[i] == values[i - width]) {
        join(roots, i, i - width);
      }
    }
    return roots;
  }

  private static void join(int[] roots, int one, int other) {
    int first = root(roots, one);
    int second = root(roots, other);
    roots[Math.max(first, second)] = Math.min(first, second);
  }

  private static int root(int[] roots, int pixel) {
    int at = pixel;
    while (roots[at] != at) {
      roots[at] = roots[roots[at]];
      at = roots[at];
    }
    return at;
  }

  @Override
  public void close() {
    labels.close();
  }
}
