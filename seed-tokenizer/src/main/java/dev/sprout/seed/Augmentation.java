package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;

/** Augmentation of training pictures: rotation, zoom, shift, brightness and colour. */
final class Augmentation {
  private static final double ZOOM = 0.1;
  private static final double TURN = 0.06;
  private static final double SHIFT = 0.06;
  private static final double LIGHT = 0.1;
  private static final double COLOUR = 0.1;

  private Augmentation() {}

  /**
   * Randomly distorted pictures, [B, 3, S, S] in −1..1; positions outside repeat the border.
   *
   * @param strength strength of the distortion, 0 (none) to 5; 1 is slight
   */
  static NDArray of(NDArray pictures, double strength, RandomStream random) {
    int count = (int) pictures.getShape().get(0);
    float[] maps = new float[6 * count];
    float[] gains = new float[3 * count];
    float[] offsets = new float[3 * count];
    for (int i = 0; i < count; i++) {
      map(maps, 6 * i, strength, random);
      double light = spread(random, strength * LIGHT);
      double gain = 1 + spread(random, strength * LIGHT);
      for (int c = 0; c < 3; c++) {
        gains[3 * i + c] = (float) (gain + spread(random, strength * COLOUR));
        offsets[3 * i + c] = (float) light;
      }
    }
    NDManager scope = pictures.getManager();
    Shape channels = new Shape(count, 3, 1, 1);
    return Preprocessing.LOSSES.call(
        "moved",
        pictures,
        scope.create(maps, new Shape(count, 2, 3)),
        scope.create(gains, channels),
        scope.create(offsets, channels));
  }

  /** Affine map [2, 3] from output to input coordinates in −1..1: rotation, zoom, shift. */
  private static void map(float[] maps, int at, double strength, RandomStream random) {
    double angle = spread(random, strength * TURN);
    double zoom = 1 + spread(random, strength * ZOOM);
    double stretch = 1 + spread(random, strength * ZOOM / 2);
    maps[at] = (float) (StrictMath.cos(angle) * zoom);
    maps[at + 1] = (float) (-StrictMath.sin(angle) * zoom);
    maps[at + 2] = (float) spread(random, strength * SHIFT);
    maps[at + 3] = (float) (StrictMath.sin(angle) * zoom * stretch);
    maps[at + 4] = (float) (StrictMath.cos(angle) * zoom * stretch);
    maps[at + 5] = (float) spread(random, strength * SHIFT);
  }

  private static double spread(RandomStream random, double most) {
    return (2 * random.nextDouble() - 1) * most;
  }
}
