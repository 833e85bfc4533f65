package dev.sprout.nn.model;

import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import java.util.Arrays;

/** How an array begins. Fan-in is the product of all dimensions but the first. */
public enum Initialisation {
  /** Biases. */
  ZEROS {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return new float[elements(shape)];
    }
  },
  /** Scales of normalisation layers. */
  ONES {
    @Override
    float[] values(Shape shape, RandomStream random) {
      float[] ones = new float[elements(shape)];
      Arrays.fill(ones, 1f);
      return ones;
    }
  },
  /** Embeddings: N(0, 0.02²), as the transformers of this family use. */
  NORMAL_002 {
    @Override
    float[] values(Shape shape, RandomStream random) {
      float[] values = random.gaussians(elements(shape));
      for (int i = 0; i < values.length; i++) {
        values[i] *= 0.02f;
      }
      return values;
    }
  },
  /** Linear layers: uniform within ±√(6/(fan-in + fan-out)) (Glorot and Bengio, 2010). */
  XAVIER_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(6.0 / (fanIn(shape) + shape.get(0))));
    }
  },
  /** Convolutions: uniform within ±√(3/fan-in), which keeps the variance (LeCun et al., 1998). */
  LECUN_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(3 / fanIn(shape)));
    }
  };

  abstract float[] values(Shape shape, RandomStream random);

  private static float[] uniform(Shape shape, RandomStream random, double bound) {
    float[] values = new float[elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  private static int elements(Shape shape) {
    return Math.toIntExact(shape.size());
  }

  private static double fanIn(Shape shape) {
    return (double) shape.size() / shape.get(0);
  }
}
