package dev.sprout.engine;

import dev.sprout.xar.classes.ClassTable;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Recall of the class embedding nearest to one decoded from ids: one step of a modern Hopfield
 * network (arXiv 2008.02217), as the generator was trained on sums of class table rows only.
 * Immutable.
 */
final class ConceptRecall {
  /**
   * Temperature of the softmax over cosines, low enough to select one concept, as the generator
   * can't draw mixtures of concepts.
   */
  private static final double TEMPERATURE = 0.005;

  private final ClassTable classes;
  private final int concepts;
  private final int width;
  private final float[][] rows;

  ConceptRecall(ClassTable classes) {
    this.classes = classes;
    this.concepts = classes.concepts().size();
    this.width = classes.width();
    this.rows = IntStream.range(0, concepts).mapToObj(classes::row).toArray(float[][]::new);
  }

  /**
   * Recalled embedding, [D]: rows weighted by a softmax over concepts of the row's cosine with the
   * embedding plus the name similarity.
   *
   * @param embedding decoded embedding of a concept and a style, [D]
   * @param nameSimilarity cosines between the ids' image embedding and all concept names, [C];
   *     zeros if unknown
   * @param style name of the style, or null for the nearest
   */
  float[] recall(float[] embedding, double[] nameSimilarity, String style) {
    if (classes.styles().isEmpty()) {
      return blend(added(cosines(embedding), nameSimilarity));
    }
    double[] nearest = null;
    int best = 0;
    for (String each : style == null ? classes.styles() : List.of(style)) {
      int row = classes.styleRow(each);
      double[] cosines = cosines(sum(embedding, -1, row));
      if (nearest == null || max(cosines) > max(nearest)) {
        nearest = cosines;
        best = row;
      }
    }
    return sum(blend(added(nearest, nameSimilarity)), 1, best);
  }

  private double[] added(double[] cosines, double... nameSimilarity) {
    return IntStream.range(0, concepts).mapToDouble(c -> cosines[c] + nameSimilarity[c]).toArray();
  }

  /** Names of all concepts, in the order of name similarities. */
  List<String> concepts() {
    return classes.concepts();
  }

  /** Cosines between an embedding without style and the rows of all concepts. */
  private double[] cosines(float... embedding) {
    double[] cosines = new double[concepts];
    for (int concept = 0; concept < concepts; concept++) {
      double product = 0;
      double squares = 1e-12;
      double own = 1e-12;
      for (int i = 0; i < width; i++) {
        double value = rows[concept][i];
        product += value * embedding[i];
        squares += value * value;
        own += (double) embedding[i] * embedding[i];
      }
      cosines[concept] = product / Math.sqrt(squares * own);
    }
    return cosines;
  }

  /** Sum of concept rows, weighted by the softmax of their similarity. */
  private float[] blend(double... similarity) {
    double max = max(similarity);
    double[] shares =
        DoubleStream.of(similarity).map(c -> StrictMath.exp((c - max) / TEMPERATURE)).toArray();
    double total = DoubleStream.of(shares).sum();
    float[] blend = new float[width];
    for (int concept = 0; concept < concepts; concept++) {
      for (int i = 0; i < width; i++) {
        blend[i] += (float) (shares[concept] / total * rows[concept][i]);
      }
    }
    return blend;
  }

  private static double max(double... values) {
    return DoubleStream.of(values).max().orElseThrow();
  }

  private float[] sum(float[] embedding, int sign, int row) {
    float[] added = classes.row(row);
    float[] sum = new float[width];
    for (int i = 0; i < width; i++) {
      sum[i] = embedding[i] + sign * added[i];
    }
    return sum;
  }
}
