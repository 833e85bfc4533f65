package dev.sprout.pictures;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.sprout.pictures.webp.WebP;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Orientation of stored pixels, in the order of EXIF values 1 to 8. Shown pixel (x, y) is the
 * stored one at (x, y), or at (y, x) if transposed, counted from the right or the bottom of the
 * stored picture if mirrored.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  HALF_TURN(false, true, true),
  UPSIDE_DOWN_MIRRORED(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_TURN_RIGHT(true, false, true),
  TRANSVERSED(true, true, true),
  QUARTER_TURN_LEFT(true, true, false);

  private static final int PNG_CHUNK = 12; // bytes beside its data: length, type, checksum
  private static final int PNG_EXIF = 0x65584966; // "eXIf"

  private final boolean transposed;
  private final boolean fromRight;
  private final boolean fromBottom;

  Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
    this.transposed = transposed;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** Orientation by a file's EXIF data; upright if absent or broken. */
  static Orientation of(byte[] file, PictureFormat format) throws IOException {
    Optional<ByteBuffer> exif =
        switch (format) {
          case JPEG -> ofJpeg(file);
          case PNG -> ofPng(file);
          case WEBP -> WebP.open(file).exif().map(ByteBuffer::wrap);
          case TIFF -> Optional.of(ByteBuffer.wrap(file));
          case BMP, GIF -> Optional.empty();
        };
    return values()[exif.map(Exif::orientation).orElse(1) - 1];
  }

  private static Optional<ByteBuffer> ofJpeg(byte[] file) {
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file)) {
      List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      return exif.isEmpty()
          ? Optional.empty()
          : Optional.of(ByteBuffer.wrap(exif.get(0).segmentData().readAllBytes()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The chunk eXIf, which may stand on either side of the pixels. */
  private static Optional<ByteBuffer> ofPng(byte[] file) {
    ByteBuffer png = ByteBuffer.wrap(file);
    int at = 8; // behind the signature
    while (at <= file.length - PNG_CHUNK) {
      int length = png.getInt(at);
      if (length < 0 || length > file.length - at - PNG_CHUNK) {
        return Optional.empty();
      } else if (png.getInt(at + 4) == PNG_EXIF) {
        return Optional.of(png.slice(at + 8, length));
      }
      at += PNG_CHUNK + length;
    }
    return Optional.empty();
  }

  /** The picture as shown, from the stored one. */
  Picture apply(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    byte[] rgb = new byte[stored.rgb().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * source(stored, transposed ? y : x, transposed ? x : y);
        System.arraycopy(stored.rgb(), from, rgb, 3 * (y * width + x), 3);
      }
    }
    return new Picture(width, height, rgb);
  }

  private int source(Picture stored, int x, int y) {
    int column = fromRight ? stored.width() - 1 - x : x;
    int row = fromBottom ? stored.height() - 1 - y : y;
    return row * stored.width() + column;
  }
}
