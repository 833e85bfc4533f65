package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A WebP file (WebP container specification): a still picture or the first frame of an animation.
 * Not thread-safe.
 */
public final class WebP {
  private static final int RIFF_HEADER = 12; // "RIFF", size, "WEBP"
  private static final int EXTENDED_HEADER = 10;
  private static final int EXIF_FLAG = 8;
  private static final int ANIMATION_FLAG = 2;

  private final int width;
  private final int height;
  private final Frame frame;
  private final ByteBuffer exif;

  private WebP(int width, int height, Frame frame, ByteBuffer exif) {
    this.width = width;
    this.height = height;
    this.frame = frame;
    this.exif = exif;
  }

  /**
   * Reads all headers and decodes nothing.
   *
   * @throws EOFException when the file is cut short
   * @throws IOException when it is damaged otherwise; frames that reach beyond their canvas count
   */
  public static WebP open(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < RIFF_HEADER) {
      throw new EOFException("the file has no header");
    }
    long end = 8 + Integer.toUnsignedLong(in.getInt(4));
    if (end > file.length) {
      throw new EOFException("the file has %d of %d bytes".formatted(file.length, end));
    }
    List<Chunk> chunks = Chunk.list(in.limit((int) end).position(RIFF_HEADER));
    if (chunks.isEmpty()) {
      throw new EOFException("there is no picture");
    } else if (chunks.get(0).type().equals("VP8X")) {
      return extended(chunks);
    }
    Frame frame = Frame.of(chunks.subList(0, 1));
    return new WebP(frame.width(), frame.height(), frame, null);
  }

  private static WebP extended(List<Chunk> chunks) throws IOException {
    ByteBuffer header = chunks.get(0).data();
    if (header.limit() < EXTENDED_HEADER) {
      throw new EOFException("the header is cut short");
    }
    int flags = header.get(0);
    int width = 1 + number24(header, 4);
    int height = 1 + number24(header, 7);
    boolean animated = (flags & ANIMATION_FLAG) != 0;
    Frame frame = animated ? firstFrame(chunks) : Frame.of(chunks);
    if (frame.x() + frame.width() > width
        || frame.y() + frame.height() > height
        || (!animated && (frame.width() != width || frame.height() != height))) {
      throw new IOException("the picture doesn't fit its canvas");
    }
    Optional<Chunk> exif = (flags & EXIF_FLAG) == 0 ? Optional.empty() : Chunk.find(chunks, "EXIF");
    return new WebP(width, height, frame, exif.map(Chunk::data).orElse(null));
  }

  private static Frame firstFrame(List<Chunk> chunks) throws IOException {
    Chunk first =
        Chunk.find(chunks, "ANMF").orElseThrow(() -> new EOFException("there is no frame"));
    return Frame.ofAnimation(first.data());
  }

  static int number24(ByteBuffer in, int at) {
    return (in.getShort(at) & 0xffff) | ((in.get(at + 2) & 0xff) << 16);
  }

  /** Pixels, 1 to 2²⁴. */
  public int width() {
    return width;
  }

  /** Pixels, 1 to 2²⁴. */
  public int height() {
    return height;
  }

  /** The EXIF data, which begins with a TIFF header, if there is any. */
  public Optional<byte[]> exif() {
    if (exif == null) {
      return Optional.empty();
    }
    byte[] bytes = new byte[exif.limit()];
    exif.get(0, bytes);
    return Optional.of(bytes);
  }

  /**
   * The pixels as ARGB, row by row, alpha not multiplied in; transparent outside of a frame that is
   * smaller than the canvas. Takes up to 10 bytes a pixel; the caller checks the size first.
   *
   * @throws IOException when the picture is damaged or cut short
   */
  public int[] decode() throws IOException {
    int[] argb = frame.decode();
    if (frame.width() == width && frame.height() == height) {
      return argb;
    }
    int[] canvas = new int[Math.multiplyExact(width, height)];
    for (int row = 0; row < frame.height(); row++) {
      int to = (frame.y() + row) * width + frame.x();
      System.arraycopy(argb, row * frame.width(), canvas, to, frame.width());
    }
    return canvas;
  }
}
