package dev.sprout.volumes;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a volume as a TIFF stack that ImageJ and Fiji open with its calibration: uncompressed
 * sections behind the first directory, the other directories behind them. Above 4 GB there are
 * none, as in ImageJ's own files.
 */
public final class ImageJTiff {
  private static final long LAST_OFFSET = 0xffffffffL; // of a TIFF file
  private static final int HEADER = 8; // bytes
  private static final double NANOMETERS_PER_MICRON = 1000;
  private static final int THOUSANDTHS = 1000; // of a nanometre, to which sizes are written

  private final Volume volume;
  private final int sections;
  private final long sectionBytes;
  private final long dataOffset;
  private final boolean directories; // whether each section has one

  private ImageJTiff(Volume volume, long lastOffset) {
    this.volume = volume;
    Coordinate shape = volume.shape();
    this.sections = Math.toIntExact(shape.z() * volume.channels());
    this.sectionBytes = shape.y() * shape.x() * volume.type().bytes();
    this.dataOffset = (long) HEADER + first().length();
    this.directories = later(sections) < lastOffset;
  }

  /**
   * Writes a file, section by section.
   *
   * @throws UserError when ImageJ has no such type: it knows 8 and 16-bit whole numbers from 0 and
   *     32-bit floating-point numbers; or the disk is full
   */
  public static void write(Path file, Volume volume) {
    write(file, volume, LAST_OFFSET);
  }

  static void write(Path file, Volume volume, long lastOffset) {
    ElementType type = volume.type();
    if (type != ElementType.UINT8 && type != ElementType.UINT16 && type != ElementType.FLOAT32) {
      throw UserError.failure(
          "%s holds %s; an ImageJ stack holds uint8, uint16 or float32. Write it as OME-Zarr.",
          volume.name(), type);
    } else if (volume.shape().z() * volume.channels() > 1 << 20) {
      throw UserError.failure("%s has too many sections for a TIFF file", volume.name());
    }
    ImageJTiff tiff = new ImageJTiff(volume, lastOffset);
    AtomicFile.write(file, tiff::writeTo);
  }

  private String description() {
    int channels = volume.channels();
    StringBuilder text = new StringBuilder("ImageJ=1.54p\nimages=" + sections + "\n");
    if (channels > 1) {
      text.append("channels=").append(channels).append('\n');
    }
    text.append("slices=").append(volume.shape().z()).append('\n');
    if (channels > 1) {
      text.append("hyperstack=true\nmode=grayscale\n");
    }
    volume
        .voxelSize()
        .ifPresent(
            size ->
                text.append("unit=micron\nspacing=")
                    .append(size.z() / NANOMETERS_PER_MICRON)
                    .append('\n'));
    return text.append("loop=false\n").toString();
  }

  private void writeTo(OutputStream out) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER).array());
    out.write(first().at(HEADER, directories && sections > 1 ? later(1) : 0));
    for (int section = 0; section < sections; section++) {
      out.write(section(section).littleEndian());
    }
    for (int section = 1; directories && section < sections; section++) {
      long next = section + 1 < sections ? later(section + 1) : 0;
      out.write(directory(section).at(later(section), next));
    }
  }

  /** Offset of the directory of a section behind the first. */
  private long later(int section) {
    return dataOffset + sections * sectionBytes + (section - 1L) * directory(section).length();
  }

  private TiffDirectory first() {
    TiffDirectory directory = directory(0);
    directory.putText(270, (description() + "\0").getBytes(StandardCharsets.US_ASCII));
    volume
        .voxelSize()
        .ifPresent(
            size -> {
              putPixelsPerMicron(directory, 282, size.x());
              putPixelsPerMicron(directory, 283, size.y());
            });
    return directory;
  }

  private static void putPixelsPerMicron(TiffDirectory directory, int tag, double nanometers) {
    long size = Math.max(1, Math.round(nanometers * THOUSANDTHS));
    directory.putFraction(tag, 1000L * THOUSANDTHS, size);
  }

  /** Tags that every section has. */
  private TiffDirectory directory(int section) {
    Coordinate shape = volume.shape();
    boolean real = volume.type().isFloat();
    TiffDirectory directory = new TiffDirectory();
    directory.putLong(256, shape.x()); // width
    directory.putLong(257, shape.y()); // height
    directory.putShort(258, 8 * volume.type().bytes()); // bits per sample
    directory.putShort(259, 1); // not compressed
    directory.putShort(262, 1); // nought is black
    directory.putLong(273, dataOffset + section * sectionBytes); // strip offset
    directory.putShort(277, 1); // samples per pixel
    directory.putLong(278, shape.y()); // rows per strip
    directory.putLong(279, sectionBytes); // strip byte count
    directory.putShort(296, 1); // resolution unit: that of the description
    directory.putShort(339, real ? 3 : 1); // sample format
    return directory;
  }

  /** ImageJ's order: channels advance before sections. */
  private Block section(int section) {
    int channels = volume.channels();
    Coordinate shape = volume.shape();
    Box box = Box.at(section / channels, 0, 0, 1, shape.y(), shape.x());
    return volume.read(section % channels, box);
  }
}
