package dev.sprout.volumes.zarr;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an OME-Zarr picture block by block, then its coarser levels. A writer that was stopped
 * opens the picture again and leaves out the blocks that {@link #isWritten}. Safe for use by
 * several threads as long as each block is written by one of them.
 */
public final class OmeZarrWriter {
  private final Path folder;
  private final OmeZarrLayout layout;
  private final List<Coordinate> factors;
  private final List<ZarrWriter> levels = new ArrayList<>();

  private OmeZarrWriter(Path folder, OmeZarrLayout layout, Optional<String> source) {
    this.folder = folder;
    this.layout = layout;
    this.factors = layout.factors();
    for (int level = 0; level < factors.size(); level++) {
      Coordinate shape = Downsampling.shape(layout.shape(), factors.get(level));
      Path array = folder.resolve(String.valueOf(level));
      levels.add(ZarrWriter.open(array, layout.level(shape), layout.axes()));
    }
    new OmeMetadata(layout).writePicture(folder, factors, source);
  }

  /**
   * Begins a picture, or goes on with one of the same form.
   *
   * @throws UserError when the folder holds something else
   */
  public static OmeZarrWriter open(Path folder, OmeZarrLayout layout) {
    return new OmeZarrWriter(folder, layout, Optional.empty());
  }

  /**
   * Begins or goes on with labels of a picture, in its group {@code labels}.
   *
   * @param picture folder of the picture, of the same version
   */
  public static OmeZarrWriter openLabels(Path picture, OmeZarrLayout layout) {
    if (layout.content() != Content.LABELS) {
      throw UserError.unusable("content", "must be labels");
    } else if (!layout.name().matches("[\\w.-]+") || layout.name().startsWith(".")) {
      throw UserError.invalid("name", layout.name(), "letters, digits, underscores, dots, hyphens");
    }
    Path labels = picture.resolve("labels");
    OmeZarrWriter writer =
        new OmeZarrWriter(labels.resolve(layout.name()), layout, Optional.of("../../"));
    new OmeMetadata(layout).listLabels(labels);
    return writer;
  }

  /** Extent by which blocks are aligned: that of a chunk, or of a shard. */
  public Coordinate blockShape() {
    int[] shape = levels.get(0).fileShape();
    int z = shape.length - 3;
    return new Coordinate(shape[z], shape[z + 1], shape[z + 2]);
  }

  /**
   * Writes a block of one channel.
   *
   * @param channel from 0; 0 where there is no channel axis
   * @param origin a multiple of {@link #blockShape}
   * @param block whole multiples of {@link #blockShape}, cut off at the volume's end at most
   * @throws UserError when the block is not aligned, or the disk is full
   */
  public void write(int channel, Coordinate origin, Block block) {
    if (block.type() != layout.type()) {
      throw UserError.failure("a block of %s for a volume of %s", block.type(), layout.type());
    }
    Box box = new Box(origin, block.shape());
    levels.get(0).write(origin(channel, box), extents(box), block.littleEndian());
  }

  /** Whether every chunk file that a block touches has been written. */
  public boolean isWritten(int channel, Box box) {
    return isWritten(0, channel, box);
  }

  private boolean isWritten(int level, int channel, Box box) {
    ZarrWriter writer = levels.get(level);
    return writer.filesOf(origin(channel, box), extents(box)).stream().allMatch(writer::isWritten);
  }

  private long[] origin(int channel, Box box) {
    Coordinate at = box.origin();
    return layout.channels() == 0
        ? new long[] {at.z(), at.y(), at.x()}
        : new long[] {channel, at.z(), at.y(), at.x()};
  }

  private int[] extents(Box box) {
    return OmeZarrLayout.extents(layout.channels(), box.shape());
  }

  /**
   * Makes the coarser levels from the finest.
   *
   * @throws UserError when a block of the finest is missing
   */
  public void finish() {
    for (int channel = 0; channel < Math.max(1, layout.channels()); channel++) {
      for (Box box : blocks(layout.shape())) {
        requireWritten(0, channel, box);
      }
    }
    for (int level = 1; level < levels.size(); level++) {
      pieces(level).forEach(this::coarsen);
    }
  }

  private void requireWritten(int level, int channel, Box box) {
    if (!isWritten(level, channel, box)) {
      throw UserError.failure(
          "block %s of level %d of %s has not been written", box, level, folder);
    }
  }

  /**
   * A part of a coarser level, whose pieces depend on the level below alone.
   *
   * @param level from 1
   */
  public record Piece(int level, int channel, Box box) {}

  /** Number of levels, the finest among them. */
  public int levels() {
    return levels.size();
  }

  /** The pieces of a level from 1. */
  public List<Piece> pieces(int level) {
    List<Piece> pieces = new ArrayList<>();
    for (int channel = 0; channel < Math.max(1, layout.channels()); channel++) {
      for (Box box : blocks(Downsampling.shape(layout.shape(), factors.get(level)))) {
        pieces.add(new Piece(level, channel, box));
      }
    }
    return pieces;
  }

  /**
   * Makes a piece of a coarser level.
   *
   * @throws UserError when a block of the level below is missing
   */
  public void coarsen(Piece piece) {
    int bytes = layout.type().bytes();
    Box box = piece.box();
    Coordinate before = factors.get(piece.level() - 1);
    Coordinate now = factors.get(piece.level());
    Coordinate factor =
        new Coordinate(now.z() / before.z(), now.y() / before.y(), now.x() / before.x());
    Coordinate fine = Downsampling.shape(layout.shape(), before);
    try (ZarrArray source = new ZarrArray(folder.resolve(String.valueOf(piece.level() - 1)))) {
      byte[] coarse = new byte[Math.multiplyExact((int) box.shape().volume(), bytes)];
      for (Box part : blocks(box.shape(), Downsampling.shape(blockShape(), factor))) {
        Coordinate from = times(box.origin().plus(part.origin()), factor);
        Coordinate end = times(box.origin().plus(part.end()), factor).min(fine);
        Box cells = new Box(from, end.minus(from));
        requireWritten(piece.level() - 1, piece.channel(), cells);
        byte[] data = source.read(origin(piece.channel(), cells), extents(cells));
        Block block = new Block(layout.type(), cells.shape(), data);
        ArrayCopy.copy(
            new ArrayCopy.Place(
                Downsampling.of(block, factor, layout.content()).littleEndian(),
                ints(part.shape()),
                ints(Coordinate.ZERO)),
            new ArrayCopy.Place(coarse, ints(box.shape()), ints(part.origin())),
            ints(part.shape()),
            bytes);
      }
      levels.get(piece.level()).write(origin(piece.channel(), box), extents(box), coarse);
    }
  }

  private static int[] ints(Coordinate at) {
    return new int[] {(int) at.z(), (int) at.y(), (int) at.x()};
  }

  private static Coordinate times(Coordinate a, Coordinate b) {
    return new Coordinate(a.z() * b.z(), a.y() * b.y(), a.x() * b.x());
  }

  /** Boxes of {@link #blockShape}, cut off at the end, that make up a volume. */
  public List<Box> blocks(Coordinate shape) {
    return blocks(shape, blockShape());
  }

  private static List<Box> blocks(Coordinate shape, Coordinate step) {
    List<Box> blocks = new ArrayList<>();
    for (long z = 0; z < shape.z(); z += step.z()) {
      for (long y = 0; y < shape.y(); y += step.y()) {
        for (long x = 0; x < shape.x(); x += step.x()) {
          Coordinate origin = new Coordinate(z, y, x);
          blocks.add(new Box(origin, origin.plus(step).min(shape).minus(origin)));
        }
      }
    }
    return blocks;
  }
}
