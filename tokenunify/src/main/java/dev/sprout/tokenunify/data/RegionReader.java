package dev.sprout.tokenunify.data;

import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;

/** Reads blocks of one part of a volume; a small part is read once and kept. Thread-safe. */
final class RegionReader {
  private static final long LARGEST_KEPT = 1L << 28; // bytes

  private final Volume volume;
  private final Box region;
  private final Block kept; // null where it is too large

  RegionReader(Volume volume, Box region) {
    this(volume, region, LARGEST_KEPT);
  }

  RegionReader(Volume volume, Box region, long largestKept) {
    this.volume = volume;
    this.region = region;
    boolean small = region.shape().volume() <= largestKept / volume.type().bytes();
    this.kept = small ? volume.read(region) : null;
  }

  /** A block inside the part, in coordinates of the volume. */
  Block read(Box box) {
    return kept == null ? volume.read(box) : cut(box);
  }

  private Block cut(Box box) {
    Coordinate whole = region.shape();
    Coordinate shape = box.shape();
    Coordinate first = box.origin().minus(region.origin());
    int bytes = volume.type().bytes();
    int row = (int) shape.x() * bytes;
    byte[] cut = new byte[(int) shape.volume() * bytes];
    for (int z = 0; z < shape.z(); z++) {
      for (int y = 0; y < shape.y(); y++) {
        long line = (first.z() + z) * whole.y() + first.y() + y;
        long from = (line * whole.x() + first.x()) * bytes;
        int to = (int) (z * shape.y() + y) * row;
        System.arraycopy(kept.littleEndian(), (int) from, cut, to, row);
      }
    }
    return new Block(volume.type(), shape, cut);
  }
}
