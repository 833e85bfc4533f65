package dev.sprout.pictures.webp;

import java.io.IOException;

/**
 * Predictor transform: pixels are stored minus a prediction from their neighbours to the left and
 * above.
 *
 * @param blockBits log2 of the side of blocks with the same prediction
 * @param modes by block, in the green channel: 0..13
 */
record PredictionTransform(int storedWidth, int blockBits, int[] modes)
    implements LosslessTransform {
  private static final int OPAQUE_BLACK = 0xff << 24;

  static PredictionTransform read(LosslessBits in, int width, int height) throws IOException {
    int bits = 2 + in.number(3);
    int across = LosslessDecoder.blocks(width, bits);
    int down = LosslessDecoder.blocks(height, bits);
    return new PredictionTransform(width, bits, EntropyImage.read(in, across, down, false));
  }

  @Override
  public int[] invert(int[] argb) {
    int across = LosslessDecoder.blocks(storedWidth, blockBits);
    for (int i = 0; i < argb.length; i++) {
      int x = i % storedWidth;
      int y = i / storedWidth;
      int prediction;
      if (y == 0) {
        prediction = x == 0 ? OPAQUE_BLACK : argb[i - 1];
      } else if (x == 0) {
        prediction = argb[i - storedWidth];
      } else {
        int mode = (modes[(y >> blockBits) * across + (x >> blockBits)] >> 8) & 15;
        prediction = predict(mode, argb, i);
      }
      argb[i] = LosslessDecoder.add(argb[i], prediction);
    }
    return argb;
  }

  /** Above the right of the last pixel of a row lies the first pixel of that row. */
  private int predict(int mode, int[] argb, int i) {
    int left = argb[i - 1];
    int above = argb[i - storedWidth];
    int corner = argb[i - storedWidth - 1];
    int right = argb[i - storedWidth + 1];
    return switch (mode) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> mean(mean(left, right), above);
      case 6 -> mean(left, corner);
      case 7 -> mean(left, above);
      case 8 -> mean(corner, above);
      case 9 -> mean(above, right);
      case 10 -> mean(mean(left, corner), mean(above, right));
      case 11 -> nearest(left, above, corner);
      case 12 -> gradient(left, above, corner, 1);
      case 13 -> {
        int mean = mean(left, above);
        yield gradient(mean, mean, corner, 2);
      }
      default -> OPAQUE_BLACK;
    };
  }

  /** By channel, rounded down. */
  private static int mean(int a, int b) {
    return (((a ^ b) >>> 1) & 0x7f7f7f7f) + (a & b);
  }

  /** Left or above, whichever is nearer to left + above − corner over all channels. */
  private static int nearest(int left, int above, int corner) {
    int toLeft = 0;
    int toAbove = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      toLeft += Math.abs(((above >> shift) & 0xff) - ((corner >> shift) & 0xff));
      toAbove += Math.abs(((left >> shift) & 0xff) - ((corner >> shift) & 0xff));
    }
    return toLeft < toAbove ? left : above;
  }

  /** By channel a + (b − c) / divisor, within 0..255. */
  private static int gradient(int a, int b, int c, int divisor) {
    int sum = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int difference = (((b >> shift) & 0xff) - ((c >> shift) & 0xff)) / divisor;
      int value = ((a >> shift) & 0xff) + difference;
      sum |= Math.max(0, Math.min(255, value)) << shift;
    }
    return sum;
  }
}
