package dev.sprout.tokenunify.segment;

import java.util.Arrays;

/**
 * A queue of voxels by rank, first in first out among equals. Each voxel enters at most once, so
 * that equals are chained through one array; a tree of 64-bit words tells the lowest rank that
 * isn't empty.
 */
final class VoxelQueue {
  private static final int NONE = -1;

  private final int[] ends; // by rank: first and last voxel side by side
  private final int[] next; // by voxel, where it isn't the last
  private final long[][] occupied; // by level: bit r of level 0 is rank r, above a bit is a word

  VoxelQueue(int ranks, int voxels) {
    ends = new int[2 * ranks];
    next = new int[voxels];
    Arrays.fill(ends, NONE);
    int levels = 1;
    for (int words = words(ranks); words > 1; words = words(words)) {
      levels++;
    }
    occupied = new long[levels][];
    int bits = ranks;
    for (int level = 0; level < levels; level++) {
      bits = words(bits);
      occupied[level] = new long[bits];
    }
  }

  private static int words(int bits) {
    return Math.max(1, (bits + 63) >>> 6);
  }

  boolean isEmpty() {
    return occupied[occupied.length - 1][0] == 0;
  }

  void push(int voxel, int rank) {
    if (ends[2 * rank] != NONE) {
      next[ends[2 * rank + 1]] = voxel;
    } else {
      ends[2 * rank] = voxel;
      for (int level = 0, bit = rank; level < occupied.length; level++, bit >>>= 6) {
        occupied[level][bit >>> 6] |= 1L << bit; // the shift takes the lower six bits
      }
    }
    ends[2 * rank + 1] = voxel;
  }

  /** Removes the voxel that was longest among those of the lowest rank. */
  int pop() {
    int rank = 0;
    for (int level = occupied.length - 1; level >= 0; level--) {
      rank = rank << 6 | Long.numberOfTrailingZeros(occupied[level][rank]);
    }
    int voxel = ends[2 * rank];
    if (voxel == ends[2 * rank + 1]) {
      ends[2 * rank] = NONE;
      release(rank);
    } else {
      ends[2 * rank] = next[voxel];
    }
    return voxel;
  }

  private void release(int rank) {
    for (int level = 0, bit = rank; level < occupied.length; level++, bit >>>= 6) {
      occupied[level][bit >>> 6] &= ~(1L << bit);
      if (occupied[level][bit >>> 6] != 0) {
        return;
      }
    }
  }
}
