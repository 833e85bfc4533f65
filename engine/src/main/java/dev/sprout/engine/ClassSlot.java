package dev.sprout.engine;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.data.Example;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.pipeline.ModelConfig;
import dev.sprout.xar.pipeline.ModelFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a generator has in its class slot for pictures of its concepts and styles: the sum of both
 * rows of its class table. Immutable.
 */
final class ClassSlot {
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
    return sum(concept(example), styleRows.get(example.field("style")));
  }

  /** The rows of all concepts. */
  float[][] concepts() {
    float[][] rows = new float[concepts][];
    for (int i = 0; i < concepts; i++) {
      rows[i] = java.util.Arrays.copyOfRange(table, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** Mean variance of an element over all combinations. */
  float variance() {
    return variance;
  }

  private float[] sum(int first, int second) {
    float[] sum = new float[width];
    for (int i = 0; i < width; i++) {
      sum[i] = table[first * width + i] + table[second * width + i];
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
