package dev.sprout.flow;

import dev.sprout.core.RandomStream;

/** Stream of one picture's standard normal numbers. */
@FunctionalInterface
public interface NormalStream {
  /** The next {@code count} numbers. */
  float[] next(int count);

  /** The stream of a seed. */
  static NormalStream of(long seed) {
    return new RandomStream(seed)::gaussians;
  }

  /**
   * Spherical interpolation between two independent streams, which keeps numbers standard normal.
   *
   * @param share weight of the other, 0..1
   */
  default NormalStream towards(NormalStream other, double share) {
    float own = (float) StrictMath.cos(StrictMath.PI / 2 * share);
    float others = (float) StrictMath.sin(StrictMath.PI / 2 * share);
    return count -> {
      float[] mixed = next(count);
      float[] more = other.next(count);
      for (int i = 0; i < count; i++) {
        mixed[i] = own * mixed[i] + others * more[i];
      }
      return mixed;
    };
  }
}
