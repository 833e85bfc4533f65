package dev.sprout.pictures;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 8-bit RGB picture: rows from top to bottom, pixels interleaved as red, green, blue. Thread-safe
 * while the bytes are not written.
 *
 * @param width pixels, ≥ 1
 * @param height pixels, ≥ 1
 * @param rgb 3·width·height bytes, not copied; treat as constant
 */
public record Picture(int width, int height, byte[] rgb) {
  /** Default limit of pixels read: 100 megapixels. */
  public static final long MAX_PIXELS = 100_000_000;

  private static final int MAX_ASPECT = 64;

  /** Checks the size against the number of bytes. */
  public Picture {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes don't make a picture of %d×%d".formatted(rgb.length, width, height));
    }
  }

  /**
   * Reads a PNG, JPEG, WebP, BMP, GIF or TIFF file (its first frame or page). Transparency is
   * composed on white; the EXIF orientation is applied; grey, palette, 16-bit and CMYK pictures
   * become RGB. A frame smaller than its canvas lies on white.
   *
   * @throws dev.sprout.core.UserError when the file is missing, no such picture, broken, or has
   *     more than {@link #MAX_PIXELS} pixels, by its header, before anything is decoded, or more
   *     than a sixteenth of the heap's bytes
   */
  public static Picture read(Path file) {
    return PictureReader.read(
        FileRange.whole(file).read(), file.toString(), MAX_PIXELS, RgbPixels.WHITE);
  }

  /**
   * Reads a picture from a stream, which is not closed.
   *
   * @param shownName name in messages
   * @throws IOException when the stream fails
   * @throws dev.sprout.core.UserError as {@link #read(Path)}
   */
  public static Picture read(InputStream in, String shownName) throws IOException {
    byte[] start = in.readNBytes(FileRange.MAX_BYTES);
    if (in.read() >= 0) {
      throw FileRange.tooLarge(shownName);
    }
    return read(start, shownName);
  }

  /** Reads a picture from the bytes of its file; see {@link #read(Path)}. */
  public static Picture read(byte[] file, String shownName) {
    return PictureReader.read(file, shownName, MAX_PIXELS, RgbPixels.WHITE);
  }

  /** Reads a picture of at most {@code maxPixels} pixels; see {@link #read(Path)}. */
  public static Picture read(byte[] file, String shownName, long maxPixels) {
    return PictureReader.read(file, shownName, maxPixels, RgbPixels.WHITE);
  }

  /**
   * Reads a mask, white where painted: like {@link #read(Path)}, but with transparency composed on
   * black, so that a transparent layer is painted at its strokes only.
   */
  public static Picture readMask(Path file) {
    return readMask(FileRange.whole(file).read(), file.toString());
  }

  /** Reads a mask from the bytes of its file; see {@link #readMask(Path)}. */
  public static Picture readMask(byte[] file, String shownName) {
    return PictureReader.read(file, shownName, MAX_PIXELS, RgbPixels.BLACK);
  }

  /**
   * Picture of planes [3, H, W] in −1..1, stored from an offset. Values are clipped and rounded
   * half up, NaN becomes 0; {@code of} inverts {@link #fill} exactly.
   */
  public static Picture of(float[] planes, int offset, int width, int height) {
    int area = Math.multiplyExact(width, height);
    byte[] rgb = new byte[Math.multiplyExact(3, area)];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        float unit = (planes[offset + c * area + i] + 1) / 2;
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, unit)));
      }
    }
    return new Picture(width, height, rgb);
  }

  /** Pictures of a float32 batch [B, 3, H, W] in −1..1; see {@link #of}. */
  public static List<Picture> ofBatch(NDArray images) {
    int height = (int) images.getShape().get(2);
    int width = (int) images.getShape().get(3);
    float[] planes = images.toFloatArray();
    List<Picture> pictures = new ArrayList<>();
    for (int offset = 0; offset < planes.length; offset += 3 * height * width) {
      pictures.add(of(planes, offset, width, height));
    }
    return pictures;
  }

  /** Writes three planes [3, H, W] at an offset: v/127.5 − 1, so in −1..1. */
  public void fill(float[] planes, int offset) {
    int area = width * height;
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        planes[offset + c * area + i] = (rgb[3 * i + c] & 0xff) / 127.5f - 1;
      }
    }
  }

  /** One channel of one pixel, 0..255. */
  public int at(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xff;
  }

  /** The picture at another size, bicubic; shrinking averages over all pixels it drops. */
  public Picture resized(int newWidth, int newHeight) {
    return Resampling.BICUBIC.resize(this, newWidth, newHeight);
  }

  /**
   * Planes [3, H, W] of the picture at another size, bicubic, not rounded: 0..255, and a little
   * beyond where the cubic overshoots; shrinking averages over all pixels it drops.
   */
  public float[] resizedPlanes(int newWidth, int newHeight) {
    return Resampling.BICUBIC.planes(this, newWidth, newHeight);
  }

  /** The picture at another size, bilinear; shrinking averages over all pixels it drops. */
  public Picture resizedBilinear(int newWidth, int newHeight) {
    return Resampling.BILINEAR.resize(this, newWidth, newHeight);
  }

  /**
   * The centre square at {@code size}×{@code size}, as in the published ImageNet models: halve with
   * a box filter while the short side is at least twice the target, bring the short side to the
   * target with a bicubic filter, cut the centre. A strip longer than 64 times its breadth is cut
   * to that first.
   */
  public Picture squareCrop(int size) {
    Picture picture =
        centre(
            Math.min(width, MAX_ASPECT * (long) height),
            Math.min(height, MAX_ASPECT * (long) width));
    while (Math.min(picture.width, picture.height) >= 2 * size) {
      picture = Resampling.BOX.resize(picture, picture.width / 2, picture.height / 2);
    }
    double scale = (double) size / Math.min(picture.width, picture.height);
    int w = (int) Math.rint(picture.width * scale);
    int h = (int) Math.rint(picture.height * scale);
    return picture.resized(w, h).centre(size, size);
  }

  private Picture centre(long w, long h) {
    return w == width && h == height
        ? this
        : cut((width - (int) w) / 2, (height - (int) h) / 2, (int) w, (int) h);
  }

  /** The rectangle whose top left pixel is (x, y). */
  public Picture cut(int x, int y, int cutWidth, int cutHeight) {
    if (x < 0 || y < 0 || cutWidth > width - x || cutHeight > height - y) {
      throw new IllegalArgumentException(
          "%d×%d at (%d, %d) is not inside %d×%d"
              .formatted(cutWidth, cutHeight, x, y, width, height));
    }
    byte[] out = new byte[3 * cutWidth * cutHeight];
    for (int row = 0; row < cutHeight; row++) {
      int from = 3 * ((y + row) * width + x);
      System.arraycopy(rgb, from, out, 3 * row * cutWidth, 3 * cutWidth);
    }
    return new Picture(cutWidth, cutHeight, out);
  }

  /** The picture mirrored left to right. */
  public Picture flipped() {
    return Orientation.MIRRORED.apply(this);
  }

  /** A copy for the Java 2D classes, as {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = at(x, y, 0) << 16 | at(x, y, 1) << 8 | at(x, y, 2);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  /** Whether another object is a picture of equal size and pixels. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && width == that.width
        && height == that.height
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Picture[%d×%d]".formatted(width, height);
  }
}
