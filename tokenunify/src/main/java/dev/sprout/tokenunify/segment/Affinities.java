package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;

/**
 * For each voxel and axis z, y, x: how likely it belongs to the same neuron as the neighbour one
 * step back on that axis.
 *
 * @param values from 0 to 1, {@code [3, D, H, W]}; not copied
 * @param grid D, H, W
 */
public record Affinities(float[] values, Grid grid) {
  /** Checks number and range of the values. */
  public Affinities {
    grid.check("affinities", values.length, 3);
    for (float value : values) {
      if (!(value >= 0 && value <= 1)) { // not a number is none
        throw UserError.invalid("affinities", value, "a number from 0 to 1");
      }
    }
  }

  /** The affinity of a voxel to its predecessor on axis 0, 1 or 2. */
  float at(int axis, int voxel) {
    return values[axis * grid.voxels() + voxel];
  }

  /** How likely each voxel of one section is a boundary within it: 1 − (a_y + a_x) / 2. */
  float[] boundaryInSection(int z) {
    int section = grid.sectionVoxels();
    float[] boundary = new float[section];
    int y = grid.voxels() + z * section;
    int x = 2 * grid.voxels() + z * section;
    for (int i = 0; i < section; i++) {
      boundary[i] = 1 - 0.5f * (values[y + i] + values[x + i]);
    }
    return boundary;
  }

  /** How likely each voxel is a boundary: 1 − (a_z + a_y + a_x) / 3. */
  public float[] boundary() {
    int voxels = grid.voxels();
    float[] boundary = new float[voxels];
    for (int i = 0; i < voxels; i++) {
      boundary[i] = 1 - (values[i] + values[voxels + i] + values[2 * voxels + i]) / 3;
    }
    return boundary;
  }
}
