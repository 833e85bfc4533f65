package dev.sprout.pictures.webp;

import java.io.IOException;

/**
 * An image of entropy-coded pixels: the picture itself, or data of its transforms and codes (WebP
 * lossless, sections 5 and 6).
 */
final class EntropyImage {
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int SHORT_DISTANCES = 120;
  private static final int CACHE_HASH = 0x1e35a7bd;

  private final LosslessBits in;
  private final int width;
  private final int[] argb;
  private final int cacheBits;
  private final int[] cache;
  private final CodeGroups groups;
  private int done; // decoded pixels

  private EntropyImage(LosslessBits in, int width, int height, boolean isPicture)
      throws IOException {
    this.in = in;
    this.width = width;
    this.cacheBits = in.flag() ? in.number(4) : 0;
    if (cacheBits > 11) {
      throw new IOException("the colour cache is too large");
    }
    this.cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
    this.groups = CodeGroups.read(in, LITERALS + LENGTHS + cache.length, width, height, isPicture);
    this.argb = new int[Math.multiplyExact(width, height)];
  }

  /**
   * Reads the pixels, row by row.
   *
   * @param isPicture whether codes may differ from place to place
   */
  static int[] read(LosslessBits in, int width, int height, boolean isPicture) throws IOException {
    EntropyImage image = new EntropyImage(in, width, height, isPicture);
    image.pixels();
    return image.argb;
  }

  private void pixels() throws IOException {
    while (done < argb.length) {
      PrefixCode[] codes = groups.at(done % width, done / width);
      int symbol = codes[CodeGroups.GREEN].next(in);
      if (symbol < LITERALS) {
        int red = codes[CodeGroups.RED].next(in);
        int blue = codes[CodeGroups.BLUE].next(in);
        int alpha = codes[CodeGroups.ALPHA].next(in);
        put((alpha << 24) | (red << 16) | (symbol << 8) | blue);
      } else if (symbol < LITERALS + LENGTHS) {
        int length = value(symbol - LITERALS);
        copy(distance(value(codes[CodeGroups.DISTANCE].next(in))), length);
      } else {
        put(cache[symbol - LITERALS - LENGTHS]);
      }
    }
  }

  private void put(int pixel) {
    argb[done++] = pixel;
    if (cacheBits > 0) {
      cache[(CACHE_HASH * pixel) >>> (32 - cacheBits)] = pixel;
    }
  }

  private void copy(int distance, int length) throws IOException {
    if (distance > done || length > argb.length - done) {
      throw new IOException("a copy reaches outside of the picture");
    }
    for (int i = 0; i < length; i++) {
      put(argb[done - distance]);
    }
  }

  /** A length or distance from 1: its prefix symbol says how many bits follow. */
  private int value(int symbol) throws IOException {
    if (symbol < 4) {
      return symbol + 1;
    }
    int bits = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << bits) + in.number(bits) + 1;
  }

  /** In pixels; the first codes stand for places nearby. */
  private int distance(int code) {
    if (code > SHORT_DISTANCES) {
      return code - SHORT_DISTANCES;
    }
    int left = Tables.NEIGHBOURS[2 * code - 2];
    int above = Tables.NEIGHBOURS[2 * code - 1];
    return Math.max(1, left + above * width);
  }
}
