package dev.sprout.flow;

import dev.sprout.core.RandomStream;

/** The standard normal numbers of one picture, one after the other. */
@FunctionalInterface
public interface NormalStream {
  /** The next so many numbers. */
  float[] next(int count);

  /** The stream of a seed. */
  static NormalStream of(long seed) {
    return new RandomStream(seed)::gaussians;
  }

  /**
   * Numbers between two independent streams, on the circle from one to the other, so that they are
   * standard normal too.
   *
   * @param share of the other, 0..1
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
