package dev.sprout.tokenunify.data;

import dev.sprout.core.RandomStream;
import dev.sprout.tokenunify.network.BlockSides;

/**
 * Where the voxels of a block come from within sections that are wider by a margin: one smooth
 * displacement field for all sections, and sections that lie beside their place. What would come
 * from beyond the margin comes from its edge.
 */
final class Warp {
  private static final int KNOTS_APART = 16; // voxels between displacements that are drawn

  private final BlockSides source;
  private final BlockSides block;
  private final float[] rows; // displacement along y // [y, x]
  private final float[] columns; // along x // [y, x]
  private final int[] rowShifts; // of each section
  private final int[] columnShifts;

  /** No displacement: the middle of the source. */
  Warp(BlockSides source, BlockSides block) {
    this.source = source;
    this.block = block;
    this.rows = new float[block.y() * block.x()];
    this.columns = new float[block.y() * block.x()];
    this.rowShifts = new int[block.z()];
    this.columnShifts = new int[block.z()];
  }

  /** Adds elastic displacements of up to some voxels along y and x. */
  void bend(double most, RandomStream random) {
    field(rows, most, random);
    field(columns, most, random);
  }

  /** Random displacements at knots, linear between them. */
  private void field(float[] field, double most, RandomStream random) {
    int across = block.x() / KNOTS_APART + 2;
    double[] knots = new double[(block.y() / KNOTS_APART + 2) * across];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = most * (2 * random.nextDouble() - 1);
    }
    for (int i = 0; i < field.length; i++) {
      int y = i / block.x();
      int x = i % block.x();
      int knot = y / KNOTS_APART * across + x / KNOTS_APART;
      double down = (double) (y % KNOTS_APART) / KNOTS_APART;
      double right = (double) (x % KNOTS_APART) / KNOTS_APART;
      double upper = (1 - right) * knots[knot] + right * knots[knot + 1];
      double lower = (1 - right) * knots[knot + across] + right * knots[knot + across + 1];
      field[i] = (float) ((1 - down) * upper + down * lower);
    }
  }

  /** Moves one section, or all from one on, by up to some voxels along y and x. */
  void shift(int most, RandomStream random) {
    int first = random.nextInt(block.z());
    int last = random.nextInt(2) == 0 ? first : block.z() - 1;
    int down = random.nextInt(2 * most + 1) - most;
    int right = random.nextInt(2 * most + 1) - most;
    for (int z = first; z <= last; z++) {
      rowShifts[z] += down;
      columnShifts[z] += right;
    }
  }

  /** Intensities, linear between voxels. // [z, y, x] */
  float[] grey(float[] values) {
    float[] warped = new float[block.voxels()];
    for (int voxel = 0; voxel < warped.length; voxel++) {
      double y = row(voxel);
      double x = column(voxel);
      int upper = (int) y;
      int left = (int) x;
      int lower = Math.min(upper + 1, source.y() - 1);
      int right = Math.min(left + 1, source.x() - 1);
      int z = voxel / rows.length;
      double top = mix(values[at(z, upper, left)], values[at(z, upper, right)], x - left);
      double bottom = mix(values[at(z, lower, left)], values[at(z, lower, right)], x - left);
      warped[voxel] = (float) mix(top, bottom, y - upper);
    }
    return warped;
  }

  private static double mix(double first, double second, double share) {
    return first + share * (second - first);
  }

  /** Labels of the nearest voxels. // [z, y, x] */
  long[] labels(long[] values) {
    long[] warped = new long[block.voxels()];
    for (int voxel = 0; voxel < warped.length; voxel++) {
      int y = (int) Math.round(row(voxel));
      int x = (int) Math.round(column(voxel));
      warped[voxel] = values[at(voxel / rows.length, y, x)];
    }
    return warped;
  }

  private double row(int voxel) {
    int inSection = voxel % rows.length;
    double middle = (source.y() - block.y()) / 2 + inSection / block.x();
    return within(middle + rows[inSection] + rowShifts[voxel / rows.length], source.y());
  }

  private double column(int voxel) {
    int inSection = voxel % rows.length;
    double middle = (source.x() - block.x()) / 2 + inSection % block.x();
    return within(middle + columns[inSection] + columnShifts[voxel / rows.length], source.x());
  }

  private static double within(double place, int side) {
    return Math.min(Math.max(place, 0), side - 1);
  }

  private int at(int z, int y, int x) {
    return (z * source.y() + y) * source.x() + x;
  }
}
