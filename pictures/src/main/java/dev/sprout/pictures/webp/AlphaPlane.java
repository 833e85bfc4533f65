package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The alpha channel of a lossy picture (WebP container specification, chunk ALPH). */
final class AlphaPlane {
  private static final int STORED = 0;
  private static final int LOSSLESS = 1;

  private AlphaPlane() {}

  /** Puts the alpha of a chunk into opaque pixels. */
  static void apply(ByteBuffer chunk, int width, int[] argb) throws IOException {
    if (chunk.limit() == 0) {
      throw new EOFException("the alpha channel is empty");
    }
    int header = chunk.get(0);
    int[] alpha = read(chunk.position(1), header & 3, width, argb.length / width);
    unfilter(alpha, width, (header >> 2) & 3);
    for (int i = 0; i < argb.length; i++) {
      argb[i] = (argb[i] & 0xffffff) | (alpha[i] << 24);
    }
  }

  private static int[] read(ByteBuffer data, int compression, int width, int height)
      throws IOException {
    if (compression == LOSSLESS) {
      int[] alpha = LosslessDecoder.decode(data, width, height);
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = (alpha[i] >> 8) & 0xff; // green
      }
      return alpha;
    } else if (compression != STORED) {
      throw new IOException("the alpha channel is compressed in an unknown way");
    } else if (data.remaining() < width * height) {
      throw new EOFException("the alpha channel is cut short");
    }
    int[] alpha = new int[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = data.get() & 0xff;
    }
    return alpha;
  }

  /**
   * Adds to each value its prediction.
   *
   * @param filter 0 none, 1 from the left, 2 from above, 3 left + above − corner
   */
  private static void unfilter(int[] alpha, int width, int filter) {
    for (int i = 1; i < alpha.length && filter > 0; i++) {
      boolean firstRow = i < width;
      boolean firstColumn = i % width == 0;
      int left = firstColumn ? alpha[i - width] : alpha[i - 1];
      int above = firstRow ? alpha[i - 1] : alpha[i - width];
      int prediction = filter == 1 ? left : above;
      if (filter == 3 && !firstRow && !firstColumn) {
        prediction = Math.max(0, Math.min(255, left + above - alpha[i - width - 1]));
      }
      alpha[i] = (alpha[i] + prediction) & 0xff;
    }
  }
}
