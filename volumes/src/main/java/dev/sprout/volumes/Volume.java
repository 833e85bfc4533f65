package dev.sprout.volumes;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.array.NdArray;
import dev.sprout.volumes.array.SpatialArray;
import java.util.Optional;

/**
 * A volume in a file, of which blocks are read; the whole is never in memory. Whatever the order of
 * the file's axes, blocks come in the order z, y, x. Safe for use by several threads.
 */
public final class Volume implements AutoCloseable {
  private static final String ORDER = "tczyx"; // of the axes of a block, the first two of one index

  private final String name;
  private final NdArray array;
  private final Geometry geometry;

  /**
   * A volume of an array.
   *
   * @param name for errors
   * @throws UserError when the axes aren't those of the array
   */
  public Volume(String name, SpatialArray source) {
    this.name = name;
    this.array = source.array();
    this.geometry = source.geometry();
    String axes = geometry.axes();
    if (axes.length() != array.shape().length) {
      throw UserError.failure(
          "%s has %d axes, not %s", name, array.shape().length, String.join(", ", axes.split("")));
    } else if (axes.contains("t") && array.shape()[axes.indexOf('t')] != 1) {
      throw UserError.failure(
          "%s has %d points of time; a volume has one", name, array.shape()[axes.indexOf('t')]);
    }
  }

  /**
   * Opens a volume.
   *
   * @throws UserError when there is none at the address, or its file is damaged or of a kind that
   *     isn't supported
   */
  public static Volume open(VolumeAddress address) {
    return new Volume(address.toString(), address.open());
  }

  /** Name for people. */
  public String name() {
    return name;
  }

  /** Extent of a channel in voxels. */
  public Coordinate shape() {
    return new Coordinate(extent('z'), extent('y'), extent('x'));
  }

  /** Number of channels; 1 where the file has no such axis. */
  public int channels() {
    return (int) Math.min(Integer.MAX_VALUE, extent('c'));
  }

  private long extent(char axis) {
    int d = geometry.axes().indexOf(axis);
    return d < 0 ? 1 : array.shape()[d];
  }

  /** Type of the values. */
  public ElementType type() {
    return array.type();
  }

  /** Voxel size as the file states it; empty where it doesn't. */
  public Optional<Nanometers> voxelSize() {
    return geometry.voxelSize();
  }

  /**
   * Voxel size that must be known.
   *
   * @throws UserError where the file doesn't state it
   */
  public Nanometers requireVoxelSize() {
    return voxelSize()
        .orElseThrow(
            () ->
                UserError.unusable(
                    "voxelSize",
                    "is needed, as %s states none: three sizes z, y, x in nm, such as 50,4,4",
                    name));
  }

  /** Position of the first voxel as the file states it; empty where it doesn't. */
  public Optional<Nanometers> offset() {
    return geometry.offset();
  }

  /** Order of the axes in the file, slowest first: {@code zyx}, {@code czyx}, {@code xyz}. */
  public String axes() {
    return geometry.axes();
  }

  /** How the file is laid out, in a few words for people. */
  public String layout() {
    return array.layout();
  }

  /**
   * Reads a block of the only channel.
   *
   * @throws UserError when the volume has several, the block leaves the volume, or the file is
   *     damaged
   */
  public Block read(Box box) {
    if (channels() != 1) {
      throw UserError.failure("%s has %d channels where one is expected", name, channels());
    }
    return read(0, box);
  }

  /**
   * Reads a block of one channel.
   *
   * @param channel from 0
   * @throws UserError when the block leaves the volume, has 2 GB or more, or the file is damaged
   */
  public Block read(int channel, Box box) {
    Require.between("channel", channel, 0, channels() - 1);
    if (!Box.of(shape()).contains(box)) {
      throw UserError.failure("block %s leaves %s of extent %s", box, name, shape());
    } else if (box.shape().volume() > Integer.MAX_VALUE / type().bytes()) {
      throw UserError.failure("block %s of %s has more than 2 GB; read it in parts", box, name);
    }
    int[] extent = extent(box, 1);
    byte[] data = array.read(origin(box, channel), extent);
    return new Block(
        type(),
        box.shape(),
        ArrayCopy.transpose(data, extent, order(geometry.axes()), type().bytes()));
  }

  /**
   * What isn't stored of a block in all channels and is read as the fill value, in a sentence that
   * has no full stop; empty where nothing is missing.
   */
  public Optional<String> missing(Box box) {
    return array
        .missing(origin(box, 0), extent(box, channels()))
        .map(chunks -> name + " " + chunks);
  }

  private long[] origin(Box box, long channel) {
    return geometry
        .axes()
        .chars()
        .mapToLong(axis -> along(axis, box.origin(), channel, 0))
        .toArray();
  }

  private int[] extent(Box box, long channels) {
    return geometry
        .axes()
        .chars()
        .map(axis -> (int) along(axis, box.shape(), channels, 1))
        .toArray();
  }

  private static long along(int axis, Coordinate position, long channel, long time) {
    return switch (axis) {
      case 'z' -> position.z();
      case 'y' -> position.y();
      case 'x' -> position.x();
      case 'c' -> channel;
      default -> time;
    };
  }

  /** Positions of a block's axes in the file's order, of those that the file has. */
  private static int[] order(String axes) {
    return ORDER.chars().map(axes::indexOf).filter(d -> d >= 0).toArray();
  }

  /**
   * The same labels section by section: pieces of a section that touch by their sides have numbers
   * of their own, 0 stays. A mask of membranes becomes the cells between them. Closes this.
   *
   * @throws UserError when the values are floating-point numbers
   */
  public Volume bySection() {
    Geometry cells = new Geometry("zyx", true, geometry.voxelSize(), geometry.offset());
    return new Volume(name, new SpatialArray(new SectionPieces(this), cells));
  }

  /**
   * Checks that the values can be labels.
   *
   * @throws UserError when they are floating-point numbers
   */
  public Volume requireLabels() {
    Block.requireLabelType(name, type());
    return this;
  }

  @Override
  public void close() {
    array.close();
  }
}
