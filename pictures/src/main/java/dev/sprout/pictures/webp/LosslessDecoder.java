package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Decodes lossless pictures (WebP lossless bitstream specification). */
final class LosslessDecoder {
  private static final int SIGNATURE = 0x2f;
  private static final int HEADER = 5; // bytes

  /** The kinds of transforms, in the order of their numbers. */
  private enum Kind {
    PREDICTION,
    COLOUR,
    SUBTRACTED_GREEN,
    PALETTE
  }

  private LosslessDecoder() {}

  /** Width and height of a picture, which the container checks first. */
  static int[] size(ByteBuffer picture) throws IOException {
    if (picture.limit() < HEADER) {
      throw new EOFException("the lossless picture has no header");
    }
    int header = picture.getInt(1);
    if (picture.get(0) != SIGNATURE || header >>> 29 != 0) {
      throw new IOException("the lossless picture has an unknown version");
    }
    return new int[] {(header & 0x3fff) + 1, ((header >> 14) & 0x3fff) + 1};
  }

  /**
   * The pixels as ARGB, row by row, alpha not multiplied in.
   *
   * @param picture its size is known to be bearable
   */
  static int[] decode(ByteBuffer picture) throws IOException {
    int[] size = size(picture);
    boolean hasAlpha = ((picture.getInt(1) >> 28) & 1) == 1;
    int[] argb = decode(picture.position(HEADER), size[0], size[1]);
    for (int i = 0; i < argb.length && !hasAlpha; i++) {
      argb[i] |= 0xff << 24;
    }
    return argb;
  }

  /** The pixels of a stream without header, from the buffer's position. */
  static int[] decode(ByteBuffer stream, int width, int height) throws IOException {
    LosslessBits in = new LosslessBits(stream);
    Deque<LosslessTransform> transforms = new ArrayDeque<>();
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    int stored = width;
    while (in.flag()) {
      Kind kind = Kind.values()[in.number(2)];
      if (!seen.add(kind)) {
        throw new IOException("a transform occurs twice");
      }
      LosslessTransform transform = read(kind, in, stored, height);
      stored = transform.storedWidth();
      transforms.push(transform);
    }
    int[] argb = EntropyImage.read(in, stored, height, true);
    while (!transforms.isEmpty()) {
      argb = transforms.pop().invert(argb);
    }
    return argb;
  }

  private static LosslessTransform read(Kind kind, LosslessBits in, int width, int height)
      throws IOException {
    return switch (kind) {
      case PREDICTION -> PredictionTransform.read(in, width, height);
      case COLOUR -> ColourTransform.read(in, width, height);
      case SUBTRACTED_GREEN -> new SubtractedGreen(width);
      case PALETTE -> Palette.read(in, width, height);
    };
  }

  /** How many blocks of 2^bits cover a length. */
  static int blocks(int length, int bits) {
    return (length + (1 << bits) - 1) >> bits;
  }

  /** Adds pixels channel by channel, modulo 256. */
  static int add(int a, int b) {
    int alphaGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
    int redBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
    return (alphaGreen & 0xff00ff00) | (redBlue & 0x00ff00ff);
  }
}
