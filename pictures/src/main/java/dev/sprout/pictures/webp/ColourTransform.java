package dev.sprout.pictures.webp;

import java.io.IOException;

/**
 * Colour transform: red is stored minus a share of green, blue minus shares of green and red.
 *
 * @param blockBits log2 of the side of blocks with equal shares
 * @param shares by block: red's of green, blue's of green and blue's of red in the lowest, second
 *     and third byte, signed, in units of 1/32
 */
record ColourTransform(int storedWidth, int blockBits, int[] shares) implements LosslessTransform {
  static ColourTransform read(LosslessBits in, int width, int height) throws IOException {
    int bits = 2 + in.number(3);
    int across = LosslessDecoder.blocks(width, bits);
    int down = LosslessDecoder.blocks(height, bits);
    return new ColourTransform(width, bits, EntropyImage.read(in, across, down, false));
  }

  @Override
  public int[] invert(int[] argb) {
    int across = LosslessDecoder.blocks(storedWidth, blockBits);
    for (int i = 0; i < argb.length; i++) {
      int x = i % storedWidth;
      int y = i / storedWidth;
      argb[i] = invert(argb[i], shares[(y >> blockBits) * across + (x >> blockBits)]);
    }
    return argb;
  }

  private static int invert(int pixel, int share) {
    int green = pixel >> 8;
    int red = (pixel >> 16) + part(share, green);
    int blue = pixel + part(share >> 8, green) + part(share >> 16, red);
    return (pixel & 0xff00ff00) | ((red & 0xff) << 16) | (blue & 0xff);
  }

  private static int part(int share, int colour) {
    return ((byte) share * (byte) colour) >> 5;
  }
}
