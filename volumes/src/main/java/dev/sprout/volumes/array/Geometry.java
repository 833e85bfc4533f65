package dev.sprout.volumes.array;

import dev.sprout.core.UserError;
import java.util.Optional;

/**
 * Where an array lies in space.
 *
 * @param axes one letter for each axis of the array, slowest first: z, y, x once each, c for
 *     channels and t for a single point of time at most once
 * @param axesStated whether the file states the axes, or they are the usual ones
 * @param voxelSize as the file states it; empty where it doesn't
 * @param offset position of the first voxel as the file states it; empty where it doesn't
 */
public record Geometry(
    String axes, boolean axesStated, Optional<Nanometers> voxelSize, Optional<Nanometers> offset) {
  /** Checks the axes and that a voxel size is positive. */
  public Geometry {
    boolean once = axes.chars().distinct().count() == axes.length();
    boolean spatial = axes.contains("z") && axes.contains("y") && axes.contains("x");
    if (!once || !spatial || !axes.matches("[tczyx]*")) {
      throw UserError.invalid(
          "axes", axes, "zyx in any order, with c for channels if there are any");
    }
    if (voxelSize.isPresent() && !voxelSize.get().isSize()) {
      throw UserError.invalid("voxelSize", voxelSize.get(), "three sizes above 0 nm");
    }
  }

  /** The usual axes alone, nothing stated about space. */
  public static Geometry of(String axes) {
    return new Geometry(axes, false, Optional.empty(), Optional.empty());
  }

  /**
   * The usual axes of an array that names none: z, y, x with channels in front.
   *
   * @param name of the array, for errors
   * @throws UserError unless the array has 3 or 4 axes
   */
  public static String usualAxes(String name, int dimensions) {
    return switch (dimensions) {
      case 3 -> "zyx";
      case 4 -> "czyx";
      default ->
          throw UserError.failure(
              "%s has %d axes; a volume has z, y, x and at most channels in front",
              name, dimensions);
    };
  }
}
