package dev.sprout.tokenunify.tasks;

import dev.sprout.tokenunify.network.BlockSides;

/**
 * What a network learns to segment with: for every voxel and axis, whether it belongs to the same
 * cell as its neighbour one step back (TokenUnify's code; CREMI's convention).
 */
public final class AffinityTargets {
  /** Channels: z, y, x. */
  public static final int CHANNELS = 3;

  private final BlockSides sides;

  /** Targets of blocks with such sides. */
  public AffinityTargets(BlockSides sides) {
    this.sides = sides;
  }

  /**
   * Labels with wider borders: a voxel with several cells in the 3×3 voxels around it in its
   * section, or in the 3×3×3 voxels around it, becomes 0. Zeros among them don't count; at the edge
   * the labels are reflected without repeating the edge.
   *
   * @param labels id of each voxel's cell, 0 between cells // [z, y, x]
   */
  public long[] widenBorders(long[] labels, Borders borders) {
    requireVoxels(labels);
    long[] widened = labels.clone();
    for (int z = 0; z < sides.z(); z++) {
      for (int y = 0; y < sides.y(); y++) {
        for (int x = 0; x < sides.x(); x++) {
          if (touchesTwoCells(labels, borders.sections(), z, y, x)) {
            widened[index(z, y, x)] = 0;
          }
        }
      }
    }
    return widened;
  }

  private boolean touchesTwoCells(long[] labels, int depth, int z, int y, int x) {
    long first = 0;
    for (int dz = -depth; dz <= depth; dz++) {
      int section = reflected(z + dz, sides.z());
      for (int dy = -1; dy <= 1; dy++) {
        int row = reflected(y + dy, sides.y());
        for (int dx = -1; dx <= 1; dx++) {
          long label = labels[index(section, row, reflected(x + dx, sides.x()))];
          if (label != 0 && first != 0 && label != first) {
            return true;
          }
          first = first == 0 ? label : first;
        }
      }
    }
    return false;
  }

  private static int reflected(int i, int length) {
    int inside = i < 0 ? -i : i < length ? i : 2 * length - 2 - i;
    return Math.min(Math.max(inside, 0), length - 1); // an axis of one voxel has nothing beside it
  }

  /**
   * Affinities: 1 where a voxel and its neighbour have one id above 0, else 0. In the first plane
   * of an axis, which has no neighbours, 1 where the voxel has an id.
   *
   * @param labels // [z, y, x]
   * @return // [3, z, y, x]
   */
  public float[] affinities(long[] labels) {
    requireVoxels(labels);
    float[] affinities = new float[CHANNELS * sides.voxels()];
    int[] steps = {sides.y() * sides.x(), sides.x(), 1};
    for (int voxel = 0; voxel < labels.length; voxel++) {
      int[] place = {voxel / steps[0], voxel / steps[1] % sides.y(), voxel % sides.x()};
      for (int axis = 0; axis < CHANNELS; axis++) {
        long neighbour = place[axis] == 0 ? labels[voxel] : labels[voxel - steps[axis]];
        boolean same = labels[voxel] != 0 && labels[voxel] == neighbour;
        affinities[axis * sides.voxels() + voxel] = same ? 1 : 0;
      }
    }
    return affinities;
  }

  private void requireVoxels(long[] labels) {
    if (labels.length != sides.voxels()) {
      throw new IllegalArgumentException("%d labels for %s".formatted(labels.length, sides));
    }
  }

  private int index(int z, int y, int x) {
    return (z * sides.y() + y) * sides.x() + x;
  }
}
