package dev.sprout.pictures;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * How stored pixels lie in the picture that is shown; the order is that of the EXIF values 1 to 8.
 * The shown pixel (x, y) is the stored one at the same place, or at (y, x) where transposed,
 * counted from the right or from the bottom of the stored picture where mirrored.
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

  private static final int EXIF_HEADER = 1; // a padding byte between the "Exif\0" and the TIFF data

  private final boolean transposed;
  private final boolean fromRight;
  private final boolean fromBottom;

  Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
    this.transposed = transposed;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** From the EXIF data of a JPEG; upright where there is none or it is broken. */
  static Orientation ofJpeg(byte[] file) {
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file)) {
      List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      return exif.isEmpty() ? UPRIGHT : ofExif(exif.get(0));
    } catch (IOException | RuntimeException e) {
      return UPRIGHT;
    }
  }

  private static Orientation ofExif(JPEGSegment segment) throws IOException {
    try (InputStream data = segment.data()) {
      data.skipNBytes(EXIF_HEADER);
      byte[] tiff = data.readAllBytes();
      Entry tag =
          new TIFFReader()
              .read(new ByteArrayImageInputStream(tiff))
              .getEntryById(TIFF.TAG_ORIENTATION);
      return tag == null ? UPRIGHT : values()[((Number) tag.getValue()).intValue() - 1];
    }
  }

  /** The shown picture of a stored one. */
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
