package dev.sprout.seed;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.Weights;

/**
 * How a tokenizer begins: as its layout says, and positions of patches at the waves of their row
 * and column (He et al., 2022, appendix A.1). Learned from near zero, positions stay hidden behind
 * the patches for the first epochs, which is long for a few thousand pictures.
 */
public final class SeedInitialisation {
  private static final double BASE = 10_000;

  private SeedInitialisation() {}

  /** Fresh weights. */
  public static Weights weights(SeedConfig config, long seed, NDManager parent) {
    Weights weights = Weights.initialise(SeedNetwork.parameters(config), seed, parent);
    weights.get("visual_encoder.pos_embed").set(positions(config));
    return weights;
  }

  /** [1, N, C]: zeros for the first token, then half of the channels for each of row and column. */
  static float[] positions(SeedConfig config) {
    int width = config.visionWidth();
    int side = config.imageSize() / config.patch();
    float[] table = new float[config.visionTokens() * width];
    for (int i = 0; i < side * side; i++) {
      waves(table, (i + 1) * width, width / 2, i / side);
      waves(table, (i + 1) * width + width / 2, width / 2, i % side);
    }
    return table;
  }

  /** Sines, then cosines, of a place at falling frequencies. */
  private static void waves(float[] table, int begin, int count, int place) {
    int half = count / 2;
    for (int k = 0; k < half; k++) {
      double angle = place * StrictMath.pow(BASE, -(double) k / half);
      table[begin + k] = (float) StrictMath.sin(angle);
      table[begin + half + k] = (float) StrictMath.cos(angle);
    }
  }
}
