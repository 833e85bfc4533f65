package dev.sprout.tokenunify.inference;

import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.util.Optional;

/**
 * Size and position of a result's voxels, as far as the volume that it is made of states them.
 *
 * @param voxelSize empty where it isn't stated
 * @param offset of the first voxel; empty where the voxel size is
 */
record Calibration(Optional<Nanometers> voxelSize, Optional<Nanometers> offset) {

  /** The calibration of a part of a volume that begins at a voxel. */
  static Calibration of(Volume volume, Coordinate origin) {
    Nanometers start = volume.offset().orElse(Nanometers.ZERO);
    return new Calibration(
        volume.voxelSize(),
        volume
            .voxelSize()
            .map(
                size ->
                    new Nanometers(
                        start.z() + origin.z() * size.z(),
                        start.y() + origin.y() * size.y(),
                        start.x() + origin.x() * size.x())));
  }
}
