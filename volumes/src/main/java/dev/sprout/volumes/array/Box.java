package dev.sprout.volumes.array;

import dev.sprout.core.UserError;

/**
 * A box of voxels.
 *
 * @param origin the first voxel, from 0
 * @param shape extent, at least one voxel along each axis
 */
public record Box(Coordinate origin, Coordinate shape) {
  private static final String ACCEPTED =
      "three ranges z,y,x such as 0:100,:,: or 0:100,20:84,20:84";

  /** Checks that the box has a positive extent and doesn't begin before the volume. */
  public Box {
    if (!Coordinate.ZERO.atMost(origin)) {
      throw UserError.invalid("origin", origin, "a position from 0×0×0");
    } else if (!new Coordinate(1, 1, 1).atMost(shape)) {
      throw UserError.invalid("shape", shape, "an extent from 1×1×1");
    }
  }

  /** The box from 0 to an extent. */
  public static Box of(Coordinate shape) {
    return new Box(Coordinate.ZERO, shape);
  }

  /** The cube-like box at whole numbers of voxels. */
  public static Box at(long z, long y, long x, long depth, long height, long width) {
    return new Box(new Coordinate(z, y, x), new Coordinate(depth, height, width));
  }

  /**
   * Reads half-open ranges, for example {@code 0:100,:,20:}; a missing bound is the volume's.
   *
   * @param field name of the field in errors
   * @param whole extent of the volume
   * @throws UserError when the text isn't of this form or leaves the volume
   */
  public static Box parse(String field, String text, Coordinate whole) {
    String[] ranges = text.strip().split(",", -1);
    if (ranges.length != 3) {
      throw UserError.invalid(field, text, ACCEPTED);
    }
    long[] z = range(field, text, ranges[0], whole.z());
    long[] y = range(field, text, ranges[1], whole.y());
    long[] x = range(field, text, ranges[2], whole.x());
    return at(z[0], y[0], x[0], z[1] - z[0], y[1] - y[0], x[1] - x[0]);
  }

  private static long[] range(String field, String text, String range, long size) {
    String[] bounds = range.strip().split(":", -1);
    if (bounds.length != 2) {
      throw UserError.invalid(field, text, ACCEPTED);
    }
    long from = bound(field, text, bounds[0], 0);
    long to = bound(field, text, bounds[1], size);
    if (from >= to || to > size) {
      throw UserError.invalid(field, text, "ranges that rise within 0:" + size);
    }
    return new long[] {from, to};
  }

  private static long bound(String field, String text, String bound, long otherwise) {
    if (bound.isBlank()) {
      return otherwise;
    } else if (!bound.strip().matches("\\d{1,18}")) {
      throw UserError.invalid(field, text, ACCEPTED);
    }
    return Long.parseLong(bound.strip());
  }

  /** The first position behind the box along each axis. */
  public Coordinate end() {
    return origin.plus(shape);
  }

  /** Whether another box lies within this one. */
  public boolean contains(Box other) {
    return origin.atMost(other.origin) && other.end().atMost(end());
  }

  /** Whether the two share a voxel. */
  public boolean overlaps(Box other) {
    Coordinate from = origin.max(other.origin);
    return from.plus(new Coordinate(1, 1, 1)).atMost(end().min(other.end()));
  }

  /** Ranges z,y,x as {@link #parse} reads them. */
  @Override
  public String toString() {
    Coordinate end = end();
    return "%d:%d,%d:%d,%d:%d"
        .formatted(origin.z(), end.z(), origin.y(), end.y(), origin.x(), end.x());
  }
}
