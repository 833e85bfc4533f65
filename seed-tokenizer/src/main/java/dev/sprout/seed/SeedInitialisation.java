package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;

/**
 * Initial weights for training sets of a few thousand pictures: sinusoidal position embeddings of
 * patches in place of noise near zero, and queries that attend to distinct places in place of the
 * mean of all patches.
 */
public final class SeedInitialisation {
  /** Ratio of longest to shortest wavelength; small, as grids are small. */
  private static final double BASE = 10;

  /** Scale of initial attention scores: near patches get a few times the weight of far ones. */
  private static final float SHARPNESS = 4;

  private SeedInitialisation() {}

  /** Fresh weights. */
  public static Weights weights(SeedConfig config, long seed, NDManager parent) {
    Weights weights = Weights.initialise(SeedNetwork.parameters(config), seed, parent);
    String cross = "Qformer.bert.encoder.layer.0.crossattention.self.";
    try (NDManager scope = parent.newSubManager()) {
      NDArray patches = weights.get("visual_encoder.pos_embed"); // [1, N, C]
      TorchOps.assign(patches, scope.create(positions(config), patches.getShape()));
      NDArray places =
          scope.create(places(config), new Shape(config.queries(), config.visionWidth()));
      NDArray keys = weights.get(cross + "key.weight"); // [D, C]
      NDArray queries = places.matMul(keys.transpose()); // [Q, D]
      TorchOps.assign(weights.get("query_tokens"), queries.expandDims(0));
      NDArray sharp = scope.eye(config.width()).mul(SHARPNESS);
      TorchOps.assign(weights.get(cross + "query.weight"), sharp);
    }
    return weights;
  }

  /**
   * Position embeddings [1, N, C]: zeros for the class token; half of the channels for the row,
   * half for the column.
   */
  static float[] positions(SeedConfig config) {
    int width = config.visionWidth();
    int side = config.imageSize() / config.patch();
    float[] table = new float[config.visionTokens() * width];
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      place(table, (i + 1) * width, width, row, i % side);
    }
    return table;
  }

  /** Position embeddings of the queries' centres, [Q, C], on a regular grid in row order. */
  private static float[] places(SeedConfig config) {
    int width = config.visionWidth();
    int side = config.imageSize() / config.patch();
    int columns = (int) Math.ceil(Math.sqrt(config.queries()));
    int rows = (config.queries() + columns - 1) / columns;
    float[] table = new float[config.queries() * width];
    for (int i = 0; i < config.queries(); i++) {
      int row = i / columns;
      int column = i % columns;
      place(table, i * width, width, centre(row, rows, side), centre(column, columns, side));
    }
    return table;
  }

  /** Centre, in patches, of part {@code part} of a side cut into {@code parts}. */
  private static double centre(int part, int parts, int side) {
    return (part + 0.5) * side / parts - 0.5;
  }

  private static void place(float[] table, int begin, int width, double row, double column) {
    waves(table, begin, width / 2, row);
    waves(table, begin + width / 2, width / 2, column);
  }

  /** Sines, then cosines, of a coordinate at falling frequencies. */
  private static void waves(float[] table, int begin, int count, double coordinate) {
    int half = count / 2;
    for (int k = 0; k < half; k++) {
      double angle = coordinate * StrictMath.pow(BASE, -(double) k / half);
      table[begin + k] = (float) StrictMath.sin(angle);
      table[begin + half + k] = (float) StrictMath.cos(angle);
    }
  }
}
