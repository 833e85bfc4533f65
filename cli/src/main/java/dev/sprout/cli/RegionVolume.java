package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;

/**
 * A volume that belongs to another one: to all of it, or to a region alone, as {@code em segment
 * --region} leaves it.
 *
 * @param volume read by this, closed by its owner
 * @param first voxel of the other volume that it covers
 */
record RegionVolume(Volume volume, Coordinate first) {

  /**
   * The volume's place.
   *
   * @param field name of the volume in errors
   * @param whole extent of the other volume
   * @throws UserError when it has neither extent
   */
  static RegionVolume of(String field, Volume volume, Coordinate whole, Box region) {
    if (volume.shape().equals(whole)) {
      return new RegionVolume(volume, Coordinate.ZERO);
    } else if (volume.shape().equals(region.shape())) {
      return new RegionVolume(volume, region.origin());
    }
    throw UserError.unusable(
        field,
        "is a volume of %s voxels beside one of %s; give one of the same extent, or with --region"
            + " the part that it covers",
        volume.shape(),
        whole);
  }

  /** The same voxels, counted from the first one of this volume. */
  Box within(Box box) {
    return new Box(box.origin().minus(first), box.shape());
  }
}
