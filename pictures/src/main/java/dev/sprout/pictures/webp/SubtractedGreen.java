package dev.sprout.pictures.webp;

/** Subtract-green transform: red and blue are stored minus green. */
record SubtractedGreen(int storedWidth) implements LosslessTransform {
  @Override
  public int[] invert(int[] argb) {
    for (int i = 0; i < argb.length; i++) {
      int green = (argb[i] >> 8) & 0xff;
      argb[i] = LosslessDecoder.add(argb[i], (green << 16) | green);
    }
    return argb;
  }
}
