package dev.sprout.tokenunify.tasks;

import dev.sprout.core.RandomStream;

/** What stands in the place of hidden patches. */
public enum PatchFill {
  /** Zeros. */
  ZERO,
  /** Standard normal noise, which leaves the range of grey values. */
  NOISE;

  /** Hides patches of a block, in the order given. */
  void hide(float[] values, PatchGrid grid, int[] hidden, RandomStream random) {
    int voxels = grid.patch().voxels();
    for (int patch : hidden) {
      grid.write(values, patch, this == NOISE ? random.gaussians(voxels) : new float[voxels]);
    }
  }
}
