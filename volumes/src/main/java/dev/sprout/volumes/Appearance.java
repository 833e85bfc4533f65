package dev.sprout.volumes;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.ElementType;

/**
 * Tells grey values from labels by the middle section of a part: of an EM section's voxels few
 * equal their right neighbour, of a label map's nearly all.
 */
public final class Appearance {
  private static final double MOST_EQUAL = 0.75; // of grey values
  private static final double LEAST_EQUAL = 0.5; // of labels

  private Appearance() {}

  /**
   * Checks that a part can be grey values.
   *
   * @param field name of the volume's field in errors
   * @throws UserError when the type is one of labels only, there are several channels, or the
   *     values look like labels
   */
  public static void requireGrey(String field, Volume volume, Box part) {
    ElementType type = volume.type();
    if (type.bytes() > 2 && !type.isFloat()) {
      throw UserError.unusable(
          field,
          "%s holds %s, as labels do; give the grey values of the microscope, of 8 or 16 bits",
          volume.name(),
          type);
    } else if (volume.channels() != 1) {
      throw UserError.unusable(
          field, "%s has %d channels; give one of grey values", volume.name(), volume.channels());
    }
    Box section = middle(part);
    float[] values = volume.read(section).intensities();
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    double share = equalNeighbours(values, (int) section.shape().x(), least, greatest, 0);
    if (share > MOST_EQUAL) {
      throw UserError.unusable(
          field,
          "%s looks like labels: in section %d, %.0f of 100 voxels equal their neighbour. Give the"
              + " grey values of the microscope.",
          volume.name(),
          section.origin().z(),
          100 * share);
    }
  }

  /**
   * Checks that a part can be labels.
   *
   * @param field name of the volume's field in errors
   * @throws UserError when the values are floating-point numbers, or of 8 or 16 bits and look like
   *     grey values
   */
  public static void requireLabels(String field, Volume volume, Box part) {
    volume.requireLabels();
    if (volume.type().bytes() > 2) {
      return;
    }
    Box section = middle(part);
    float[] values = volume.read(section).intensities();
    double share = equalNeighbours(values, (int) section.shape().x(), 0, 0, 1);
    if (share < LEAST_EQUAL) {
      throw UserError.unusable(
          field,
          "%s looks like grey values: in section %d, %.0f of 100 voxels equal their neighbour. Give"
              + " the numbers of the cells.",
          volume.name(),
          section.origin().z(),
          100 * share);
    }
  }

  private static Box middle(Box part) {
    long z = part.origin().z() + part.shape().z() / 2;
    return Box.at(z, part.origin().y(), part.origin().x(), 1, part.shape().y(), part.shape().x());
  }

  /**
   * Share of voxels that equal the next one in their row, of those that have neither of two values.
   *
   * @param blank a value that counts for nothing
   * @param full another
   * @param none share where no voxel counts
   */
  private static double equalNeighbours(
      float[] values, int width, float blank, float full, double none) {
    long counted = 0;
    long equal = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      if ((i + 1) % width != 0 && values[i] != blank && values[i] != full) {
        counted++;
        equal += values[i] == values[i + 1] ? 1 : 0;
      }
    }
    return counted == 0 ? none : (double) equal / counted;
  }
}
