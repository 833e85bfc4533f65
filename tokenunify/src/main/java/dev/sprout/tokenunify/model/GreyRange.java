package dev.sprout.tokenunify.model;

import dev.sprout.core.UserError;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.io.Serializable;

/**
 * Intensities that become 0 and 1: (v − least)/(greatest − least + 1e-8), in double precision.
 *
 * @param least becomes 0
 * @param greatest becomes 1, above {@code least}
 */
public record GreyRange(double least, double greatest) implements Serializable {
  private static final double EPSILON = 1e-8;
  private static final long SLAB = 1 << 20; // voxels read at once

  /**
   * The range of a part of a volume, read by slabs of sections.
   *
   * @throws UserError when the part is of a single intensity, or has values that are no finite
   *     numbers
   */
  public static GreyRange of(Volume volume, Box box) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    Coordinate shape = box.shape();
    long depth = Math.max(1, SLAB / Math.max(1, shape.y() * shape.x()));
    for (long z = 0; z < shape.z(); z += depth) {
      Coordinate origin = box.origin().plus(new Coordinate(z, 0, 0));
      long sections = Math.min(depth, shape.z() - z);
      Box slab = new Box(origin, new Coordinate(sections, shape.y(), shape.x()));
      for (float value : volume.read(slab).intensities()) {
        if (!Float.isFinite(value)) {
          throw UserError.failure("%s holds %s; intensities are numbers", volume.name(), value);
        }
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    if (least == greatest) {
      throw UserError.failure(
          "%s is %s everywhere in %s: there is nothing to see", volume.name(), least, box);
    }
    return new GreyRange(least, greatest);
  }

  /** Scaled intensities; those beyond the range become 0 or 1. */
  public float[] scale(Block block) {
    float[] values = block.intensities();
    for (int i = 0; i < values.length; i++) {
      double scaled = (values[i] - least) / (greatest - least + EPSILON);
      values[i] = (float) Math.min(Math.max(scaled, 0), 1);
    }
    return values;
  }
}
