package dev.sprout.volumes.array;

/**
 * A position or an extent in voxels.
 *
 * @param z section
 * @param y row
 * @param x column
 */
public record Coordinate(long z, long y, long x) {
  /** The first voxel. */
  public static final Coordinate ZERO = new Coordinate(0, 0, 0);

  /** The sum of two coordinates. */
  public Coordinate plus(Coordinate other) {
    return new Coordinate(z + other.z, y + other.y, x + other.x);
  }

  /** The difference of two coordinates. */
  public Coordinate minus(Coordinate other) {
    return new Coordinate(z - other.z, y - other.y, x - other.x);
  }

  /** Whether no component is greater than the other's. */
  public boolean atMost(Coordinate other) {
    return z <= other.z && y <= other.y && x <= other.x;
  }

  /** The lesser of each two components. */
  public Coordinate min(Coordinate other) {
    return new Coordinate(Math.min(z, other.z), Math.min(y, other.y), Math.min(x, other.x));
  }

  /** The greater of each two components. */
  public Coordinate max(Coordinate other) {
    return new Coordinate(Math.max(z, other.z), Math.max(y, other.y), Math.max(x, other.x));
  }

  /** Voxels of a box of this extent. */
  public long volume() {
    return Math.multiplyExact(z, Math.multiplyExact(y, x));
  }

  @Override
  public String toString() {
    return z + "×" + y + "×" + x;
  }
}
