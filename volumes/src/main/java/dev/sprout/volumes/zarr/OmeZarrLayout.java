package dev.sprout.volumes.zarr;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of an OME-Zarr picture that is to be written.
 *
 * @param version {@code 0.4}, on Zarr v2, which Fiji, napari and neuroglancer read; or {@code 0.5},
 *     on Zarr v3
 * @param name of the picture
 * @param content whether the numbers are intensities or labels
 * @param shape extent of a channel
 * @param channels channels in front of z, y, x; 0 for no such axis
 * @param type of the values; labels are whole numbers, intensities of at most 32 bits or floats
 * @param voxelSize if it is known
 * @param offset position of the first voxel if it is known
 * @param chunk extent of a chunk
 * @param shard chunks of a shard along each axis; version 0.5 only
 * @param compression of the chunks
 */
public record OmeZarrLayout(
    String version,
    String name,
    Content content,
    Coordinate shape,
    int channels,
    ElementType type,
    Optional<Nanometers> voxelSize,
    Optional<Nanometers> offset,
    Coordinate chunk,
    Optional<Coordinate> shard,
    Compression compression) {
  private static final Coordinate USUAL_CHUNK = new Coordinate(64, 64, 64);

  /** Checks that the version has what the layout asks for. */
  public OmeZarrLayout {
    if (!version.equals("0.4") && !version.equals("0.5")) {
      throw UserError.invalid("version", version, "0.4 or 0.5");
    }
    Require.between("channels", channels, 0, 1 << 16);
    if (content == Content.LABELS) {
      Block.requireLabelType(name, type);
    } else if (type.bytes() == 8 && !type.isFloat()) {
      throw UserError.invalid("type", type, "a type of at most 32 bits or a float for intensities");
    }
    if (offset.isPresent() && voxelSize.isEmpty()) {
      throw UserError.unusable("offset", "needs a voxelSize");
    }
    arrayLayout(version, shape, channels, type, chunk, shard, compression);
  }

  /** The form that most programs read: version 0.4, chunks of 64×64×64, zlib, no channels. */
  public static OmeZarrLayout usual(
      String name,
      Content content,
      Coordinate shape,
      ElementType type,
      Optional<Nanometers> voxel) {
    return new OmeZarrLayout(
        "0.4",
        name,
        content,
        shape,
        0,
        type,
        voxel,
        Optional.empty(),
        USUAL_CHUNK,
        Optional.empty(),
        Compression.ZLIB);
  }

  /** The same with a channel axis. */
  public OmeZarrLayout withChannels(int count) {
    return new OmeZarrLayout(
        version, name, content, shape, count, type, voxelSize, offset, chunk, shard, compression);
  }

  /** The same at a position. */
  public OmeZarrLayout withOffset(Optional<Nanometers> position) {
    return new OmeZarrLayout(
        version,
        name,
        content,
        shape,
        channels,
        type,
        voxelSize,
        position,
        chunk,
        shard,
        compression);
  }

  boolean isV3() {
    return version.equals("0.5");
  }

  /** Names of the array's axes. */
  List<String> axes() {
    return channels == 0 ? List.of("z", "y", "x") : List.of("c", "z", "y", "x");
  }

  /** The form of the array of a level. */
  ZarrLayout level(Coordinate levelShape) {
    return arrayLayout(version, levelShape, channels, type, chunk, shard, compression);
  }

  private static ZarrLayout arrayLayout(
      String version,
      Coordinate shape,
      int channels,
      ElementType type,
      Coordinate chunk,
      Optional<Coordinate> shard,
      Compression compression) {
    return new ZarrLayout(
        version.equals("0.5") ? 3 : 2,
        channels == 0
            ? new long[] {shape.z(), shape.y(), shape.x()}
            : new long[] {channels, shape.z(), shape.y(), shape.x()},
        type,
        extents(channels, chunk),
        shard.map(chunks -> extents(channels, chunks)),
        compression);
  }

  /** A chunk or a block as an array of extents, one channel of it where there are channels. */
  static int[] extents(int channels, Coordinate extent) {
    int z = Math.toIntExact(extent.z());
    int y = Math.toIntExact(extent.y());
    int x = Math.toIntExact(extent.x());
    return channels == 0 ? new int[] {z, y, x} : new int[] {1, z, y, x};
  }

  /**
   * Factor of each level against the finest, beginning with 1×1×1: each halves the axes along which
   * voxels are less than twice as long as along the finest, until a level fits a chunk.
   */
  List<Coordinate> factors() {
    List<Coordinate> factors = new ArrayList<>(List.of(new Coordinate(1, 1, 1)));
    Nanometers size = voxelSize.orElse(new Nanometers(1, 1, 1));
    Coordinate factor = factors.get(0);
    while (!Downsampling.shape(shape, factor).atMost(chunk)) {
      Coordinate extent = Downsampling.shape(shape, factor);
      double z = extent.z() == 1 ? Double.MAX_VALUE : size.z() * factor.z();
      double y = extent.y() == 1 ? Double.MAX_VALUE : size.y() * factor.y();
      double x = extent.x() == 1 ? Double.MAX_VALUE : size.x() * factor.x();
      double finest = Math.min(z, Math.min(y, x));
      factor =
          new Coordinate(
              factor.z() * (z < 2 * finest ? 2 : 1),
              factor.y() * (y < 2 * finest ? 2 : 1),
              factor.x() * (x < 2 * finest ? 2 : 1));
      factors.add(factor);
    }
    return factors;
  }
}
