package dev.sprout.pictures;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * First frame of a GIF file with its position on the canvas ("logical screen"); a frame beyond the
 * edge enlarges the canvas.
 *
 * @param width width of the canvas in pixels
 * @param height height of the canvas in pixels
 * @param file a GIF file of this frame alone, without comments and other extensions
 */
record GifFrame(int width, int height, int left, int top, byte[] file) {
  private static final int HEADER = 13; // bytes up to the colour table
  private static final int FRAME_HEADER = 10;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9; // says which colour is transparent
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;

  /** Locates the first frame, without decoding. */
  static GifFrame first(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEADER) {
      throw new EOFException("the GIF header is cut short");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    int at = copy(file, 0, HEADER + colours(file[10]), out);
    while (at + FRAME_HEADER <= file.length && file[at] == EXTENSION) {
      int end = endOfBlocks(file, at + 2);
      at = (file[at + 1] & 0xff) == GRAPHIC_CONTROL ? copy(file, at, end, out) : end;
    }
    if (at + FRAME_HEADER > file.length || file[at] != FRAME) {
      throw new EOFException("the GIF file has no picture");
    }
    int data = at + FRAME_HEADER + colours(file[at + 9]);
    copy(file, at, endOfBlocks(file, data + 1), out); // behind the size of the first codes
    out.write(TRAILER);
    int left = in.getShort(at + 1) & 0xffff;
    int top = in.getShort(at + 3) & 0xffff;
    return new GifFrame(
        Math.max(in.getShort(6) & 0xffff, left + (in.getShort(at + 5) & 0xffff)),
        Math.max(in.getShort(8) & 0xffff, top + (in.getShort(at + 7) & 0xffff)),
        left,
        top,
        out.toByteArray());
  }

  /** Bytes of a colour table, by the flags of its presence and size. */
  private static int colours(byte flags) {
    return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
  }

  /** Offset behind a sequence of sized blocks. */
  private static int endOfBlocks(byte[] file, int start) throws EOFException {
    int at = start;
    while (at < file.length && file[at] != 0) {
      at += 1 + (file[at] & 0xff);
    }
    if (at >= file.length) {
      throw new EOFException("the GIF file is cut short");
    }
    return at + 1;
  }

  private static int copy(byte[] file, int from, int to, ByteArrayOutputStream out)
      throws EOFException {
    if (to > file.length) {
      throw new EOFException("the GIF file is cut short");
    }
    out.write(file, from, to - from);
    return to;
  }

  /** The decoded frame on the canvas, which is transparent elsewhere. */
  BufferedImage onCanvas(BufferedImage frame) {
    if (frame.getWidth() == width && frame.getHeight() == height) {
      return frame;
    }
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(frame, left, top, null);
    graphics.dispose();
    return canvas;
  }
}
