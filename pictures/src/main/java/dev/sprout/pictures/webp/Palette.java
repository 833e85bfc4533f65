package dev.sprout.pictures.webp;

import java.io.IOException;
import java.util.Arrays;

/**
 * Colour-indexing transform: pixels are stored as colour numbers in the green channel, several per
 * stored pixel for small palettes.
 *
 * @param width pixels a row
 * @param packing log2 of the pixels in a stored one, 0..3
 * @param colours by number; transparent black behind the last, as many as the numbers' bits count
 */
record Palette(int width, int packing, int[] colours) implements LosslessTransform {
  static Palette read(LosslessBits in, int width, int height) throws IOException {
    int count = in.number(8) + 1;
    int packing = count > 16 ? 0 : count > 4 ? 1 : count > 2 ? 2 : 3;
    int[] colours = EntropyImage.read(in, count, 1, false);
    for (int i = 1; i < count; i++) {
      colours[i] = LosslessDecoder.add(colours[i], colours[i - 1]);
    }
    return new Palette(width, packing, Arrays.copyOf(colours, 1 << (8 >> packing)));
  }

  @Override
  public int storedWidth() {
    return LosslessDecoder.blocks(width, packing);
  }

  @Override
  public int[] invert(int[] packed) {
    int height = packed.length / storedWidth();
    int[] argb = packing == 0 ? packed : new int[width * height];
    int bits = 8 >> packing;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int green = (packed[y * storedWidth() + (x >> packing)] >> 8) & 0xff;
        int shift = bits * (x & ((1 << packing) - 1));
        argb[i] = colours[(green >> shift) & ((1 << bits) - 1)];
      }
    }
    return argb;
  }
}
