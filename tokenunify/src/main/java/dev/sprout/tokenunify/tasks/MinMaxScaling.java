package dev.sprout.tokenunify.tasks;

/** Grey values as pretraining sees them: (v − min)/(max − min + 1e-8) over a volume. */
public final class MinMaxScaling {
  private static final double EPSILON = 1e-8;

  private MinMaxScaling() {}

  /** Scales unsigned bytes, computing in double. */
  public static float[] scale(byte[] values) {
    int min = 255;
    int max = 0;
    for (byte value : values) {
      min = Math.min(min, Byte.toUnsignedInt(value));
      max = Math.max(max, Byte.toUnsignedInt(value));
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) ((Byte.toUnsignedInt(values[i]) - min) / (max - min + EPSILON));
    }
    return scaled;
  }
}
