package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.ElementType;

/** The part of an EM volume that is segmented, as grey values from 0 to 1. Thread-safe. */
final class RawVolume {
  /** Of an EM section's voxels few equal their right neighbour, of a label map's nearly all. */
  private static final double MOST_EQUAL = 0.75;

  private final Volume volume;
  private final Box region;
  private final GreyRange range;

  /**
   * Opens a part.
   *
   * @throws UserError when the volume holds no intensities, or what looks like labels
   */
  RawVolume(Volume volume, Box region, Normalisation normalisation) {
    this.volume = volume;
    this.region = region;
    requireIntensities();
    this.range = normalisation.range(volume, Box.of(volume.shape()));
  }

  private void requireIntensities() {
    ElementType type = volume.type();
    if (type.bytes() > 2 && !type.isFloat()) {
      throw UserError.unusable(
          "volume",
          "%s holds %s, as labels do; give the grey values of the microscope, of 8 or 16 bits",
          volume.name(),
          type);
    } else if (volume.channels() != 1) {
      throw UserError.unusable(
          "volume",
          "%s has %d channels; give one of grey values",
          volume.name(),
          volume.channels());
    }
    long middle = region.origin().z() + region.shape().z() / 2;
    Box section =
        Box.at(
            middle,
            region.origin().y(),
            region.origin().x(),
            1,
            region.shape().y(),
            region.shape().x());
    double share = equalNeighbours(volume.read(section).intensities(), (int) section.shape().x());
    if (share > MOST_EQUAL) {
      throw UserError.unusable(
          "volume",
          "%s looks like labels: in section %d, %.0f of 100 voxels equal their neighbour. Give the"
              + " grey values of the microscope.",
          volume.name(),
          middle,
          100 * share);
    }
  }

  /**
   * Share of voxels that equal the next one in their row; blank ones, the extremes, are left out.
   */
  private static double equalNeighbours(float[] values, int width) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    long counted = 0;
    long equal = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      if ((i + 1) % width != 0 && values[i] != least && values[i] != greatest) {
        counted++;
        equal += values[i] == values[i + 1] ? 1 : 0;
      }
    }
    return counted == 0 ? 0 : (double) equal / counted;
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
