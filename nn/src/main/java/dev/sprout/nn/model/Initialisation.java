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
  },
  /** Layers as PyTorch begins them: uniform within ±1/√fan-in. */
  FAN_IN_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(1 / fanIn(shape)));
    }
  },
  /** Logarithms of a Mamba block's rates: ln 1, ln 2, … along the last axis (Gu and Dao, 2023). */
  LOG_COUNT {
    @Override
    float[] values(Shape shape, RandomStream random) {
      int last = Math.toIntExact(shape.get(shape.dimension() - 1));
      float[] values = new float[elements(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.log(i % last + 1);
      }
      return values;
    }
  },
  /**
   * Biases of a Mamba block's step sizes: those whose softplus is spread evenly between 0.001 and
   * 0.1 on a logarithmic scale (Gu and Dao, 2023).
   */
  LOG_UNIFORM_STEP {
    @Override
    float[] values(Shape shape, RandomStream random) {
      float[] values = new float[elements(shape)];
      for (int i = 0; i < values.length; i++) {
        double step = 0.001 * Math.pow(100, random.nextDouble());
        values[i] = (float) (step + Math.log(-Math.expm1(-step)));
      }
      return values;
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
