package dev.sprout.core;

/**
 * Stream of random numbers, equal on all machines: bits by SplitMix64, Gaussians by the polar
 * method over {@link StrictMath}.
 *
 * <p>Equal keys give equal streams, and different keys give unrelated ones, so that picture {@code
 * k} of a run owns the stream of {@code seed + k}, and training step {@code n} owns the stream of
 * {@code (seed, n)}: resuming needs no stored state. Not thread-safe.
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;
  private double spare = Double.NaN;

  /** Creates the stream of a key, such as {@code (seed)} or {@code (seed, step)}. */
  public RandomStream(long... key) {
    long hash = key.length;
    for (long part : key) {
      hash = mix(hash + GOLDEN_GAMMA) ^ mix(part);
    }
    this.state = hash;
  }

  /** The SplitMix64 finaliser: a bijection of 64-bit numbers that scatters neighbours. */
  public static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 uniform bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1), 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, bound), {@code bound > 0}. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, was " + bound);
    }
    return (int) (nextDouble() * bound);
  }

  /** Standard normal. */
  public double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double x;
    double y;
    double radius;
    do {
      x = 2 * nextDouble() - 1;
      y = 2 * nextDouble() - 1;
      radius = x * x + y * y;
    } while (radius >= 1 || radius == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(radius) / radius);
    spare = y * scale;
    return x * scale;
  }

  /** Fills an array with standard normal numbers. */
  public float[] gaussians(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) nextGaussian();
    }
    return values;
  }

  /** Random permutation of 0 to count − 1 (Fisher–Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
