package dev.sprout.pictures.webp;

/** Red and blue were stored less green. */
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
