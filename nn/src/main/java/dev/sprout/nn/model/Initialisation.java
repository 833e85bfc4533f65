package dev.sprout.nn.model;

import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import java.util.Arrays;

/**
 * Distribution of the initial values of an array. Of a weight [out, in, ...], such as a matrix
 * [out, in] or a convolution's kernels [out, in, height, width], the fan-in is the number of inputs
 * of one output, in·height·width, and the fan-out is {@code out}.
 */
public enum Initialisation {
  /** Zeros, for biases. */
  ZEROS {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return new float[elements(shape)];
    }
  },
  /** Ones, for scales of normalisation layers. */
  ONES {
    @Override
    float[] values(Shape shape, RandomStream random) {
      float[] ones = new float[elements(shape)];
      Arrays.fill(ones, 1f);
      return ones;
    }
  },
  /** Normal N(0, 0.02²), for embeddings (BERT, GPT-2). */
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
  /** Uniform within ±√(6/(fan-in + fan-out)), for linear layers (Glorot and Bengio, 2010). */
  XAVIER_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(6.0 / (fanIn(shape) + shape.get(0))));
    }
  },
  /**
   * Uniform within ±√(3/fan-in), so that outputs vary as much as inputs do, for convolutions (LeCun
   * et al., 1998).
   */
  LECUN_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(3 / fanIn(shape)));
    }
  },
  /** Uniform within ±1/√fan-in, PyTorch's default. */
  FAN_IN_UNIFORM {
    @Override
    float[] values(Shape shape, RandomStream random) {
      return uniform(shape, random, Math.sqrt(1 / fanIn(shape)));
    }
  },
  /**
   * ln 1, ln 2, …, ln n along the last axis of length n: the logarithms of the decay rates of a
   * Mamba block's n states, −A (Gu and Dao, 2023, section 3.6).
   */
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
   * Biases of a Mamba block's step sizes Δ = softplus(bias + ...), such that softplus(bias) is
   * log-uniform between 0.001 and 0.1 (Gu and Dao, 2023, section 3.6).
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
