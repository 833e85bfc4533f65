package dev.sprout.engine;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.pictures.Example;
import dev.sprout.xar.pipeline.ModelConfig;
import dev.sprout.xar.pipeline.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a generator has in its class slot for pictures of its concepts and styles: the sum of both
 * rows of its class table. Immutable.
 *
 * <p>An embedding that was made of codes is only near to such a sum. As the generator has never
 * drawn from anything else, {@link #recalled} brings it there, as an associative memory does (a
 * step of a modern Hopfield network, arXiv 2008.02217).
 */
final class ClassSlot {
  /**
   * Of the softmax over cosines, so low that one concept is left unless another is as near: a
   * mixture of two clocks shows no time.
   */
  private static final double TEMPERATURE = 0.005;

  private final float[] table;
  private final int width;
  private final int concepts;
  private final Map<String, Integer> conceptRows = new LinkedHashMap<>();
  private final Map<String, Integer> styleRows = new HashMap<>();
  private final float variance;

  private ClassSlot(ModelConfig config, float[] table) {
    this.table = table;
    this.width = config.xar().width();
    this.concepts = config.concepts().size();
    config.conceptNames().forEach(name -> conceptRows.put(name, conceptRows.size()));
    config.styles().forEach(name -> styleRows.put(name, concepts + styleRows.size()));
    this.variance = (float) (variance(0, concepts) + variance(concepts, styleRows.size()));
  }

  /** Reads the class table of a model folder. */
  static ClassSlot read(Path folder) {
    ModelFolder files = ModelFolder.of(folder, true);
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = files.openXar()) {
      return new ClassSlot(files.config(), file.read("class_emb.weight", manager).toFloatArray());
    }
  }

  /** D, the width of an embedding. */
  int width() {
    return width;
  }

  /** The names of all concepts, in the order of their rows. */
  List<String> names() {
    return List.copyOf(conceptRows.keySet());
  }

  /** The row of a picture's concept. */
  int concept(Example example) {
    return conceptRows.get(example.field("concept"));
  }

  /** The embedding of a picture's concept in its style, [D]. */
  float[] embedding(Example example) {
    return sum(row(concept(example)), 1, styleRows.get(example.field("style")));
  }

  /** The rows of all concepts. */
  float[][] concepts() {
    float[][] rows = new float[concepts][];
    for (int i = 0; i < concepts; i++) {
      rows[i] = row(i);
    }
    return rows;
  }

  private float[] row(int index) {
    return Arrays.copyOfRange(table, index * width, (index + 1) * width);
  }

  /**
   * The embedding from the table that one stands for: concepts by the softmax of how near their
   * rows are to it and their names to what was read.
   *
   * @param embedding of about a concept and a style, [D]
   * @param named cosines between what the codes say and the names of all concepts, [C]; zeros where
   *     nothing is known of them
   * @param style that it is in, or null for the one in which a concept is nearest
   */
  float[] recalled(float[] embedding, double[] named, String style) {
    if (styleRows.isEmpty()) {
      return blend(added(cosines(embedding), named));
    }
    double[] nearest = null;
    int best = 0;
    for (int row : style == null ? styleRows.values() : List.of(styleRows.get(style))) {
      double[] cosines = cosines(sum(embedding, -1, row));
      if (nearest == null || most(cosines) > most(nearest)) {
        nearest = cosines;
        best = row;
      }
    }
    return sum(blend(added(nearest, named)), 1, best);
  }

  private double[] added(double[] cosines, double... named) {
    return IntStream.range(0, concepts).mapToDouble(c -> cosines[c] + named[c]).toArray();
  }

  /** Cosines between an embedding without style and the rows of all concepts. */
  private double[] cosines(float... embedding) {
    double[] cosines = new double[concepts];
    for (int concept = 0; concept < concepts; concept++) {
      double product = 0;
      double squares = 1e-12;
      double own = 1e-12;
      for (int i = 0; i < width; i++) {
        double value = table[concept * width + i];
        product += value * embedding[i];
        squares += value * value;
        own += (double) embedding[i] * embedding[i];
      }
      cosines[concept] = product / Math.sqrt(squares * own);
    }
    return cosines;
  }

  /** The rows of concepts, as much of each as the softmax of its nearness says. */
  private float[] blend(double... nearness) {
    double most = most(nearness);
    double[] shares =
        DoubleStream.of(nearness).map(c -> StrictMath.exp((c - most) / TEMPERATURE)).toArray();
    double total = DoubleStream.of(shares).sum();
    float[] blend = new float[width];
    for (int concept = 0; concept < concepts; concept++) {
      for (int i = 0; i < width; i++) {
        blend[i] += (float) (shares[concept] / total * table[concept * width + i]);
      }
    }
    return blend;
  }

  private static double most(double... values) {
    return DoubleStream.of(values).max().orElseThrow();
  }

  /** Mean variance of an element over all combinations. */
  float variance() {
    return variance;
  }

  private float[] sum(float[] embedding, int sign, int row) {
    float[] sum = new float[width];
    for (int i = 0; i < width; i++) {
      sum[i] = embedding[i] + sign * table[row * width + i];
    }
    return sum;
  }

  private double variance(int firstRow, int rows) {
    double total = 0;
    for (int i = 0; i < width; i++) {
      double sum = 0;
      double squares = 0;
      for (int row = firstRow; row < firstRow + rows; row++) {
        double value = table[row * width + i];
        sum += value;
        squares += value * value;
      }
      total += squares / rows - (sum / rows) * (sum / rows);
    }
    return total / width;
  }
}
