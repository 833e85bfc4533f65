package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.Appearance;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Box;

/** The part of an EM volume that is segmented, as grey values from 0 to 1. Thread-safe. */
final class RawVolume {
  private final Volume volume;
  private final Box region;
  private final GreyRange range;

  /**
   * Opens a part.
   *
   * @param sparse whether chunk files may be missing
   * @throws UserError when the volume holds no intensities or what looks like labels, lacks chunk
   *     files, or the part is of a single intensity
   */
  RawVolume(Volume volume, Box region, Normalisation normalisation, boolean sparse) {
    this.volume = volume;
    this.region = region;
    Appearance.requireGrey("volume", volume, region);
    if (!sparse) {
      requireChunks();
    }
    GreyRange.of(volume, region);
    this.range = normalisation.range(volume, Box.of(volume.shape()));
  }

  /** Reopens a part that was checked before, with the range that it had. */
  RawVolume(Volume volume, Box region, GreyRange range) {
    this.volume = volume;
    this.region = region;
    this.range = range;
  }

  /** Which intensities become 0 and 1. */
  GreyRange range() {
    return range;
  }

  private void requireChunks() {
    volume
        .missing(Box.of(volume.shape()))
        .ifPresent(
            missing -> {
              throw UserError.unavailable(
                  "sparse",
                  "is not set, and %s. Copy the volume anew or, if they were left out on purpose,"
                      + " set it: their voxels have the fill value.",
                  missing);
            });
  }

  /** Size in voxels. */
  Grid grid() {
    return Places.grid(region.shape());
  }

  /** Grey values of a part, from 0 to 1 // [D, H, W]. */
  float[] read(dev.sprout.tokenunify.segment.Box part) {
    Box box = Places.box(part);
    return range.scale(volume.read(new Box(box.origin().plus(region.origin()), box.shape())));
  }
}
