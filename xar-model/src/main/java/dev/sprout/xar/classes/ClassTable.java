package dev.sprout.xar.classes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Class embeddings of a generator ({@code class_emb.weight}) by name: concept i is row i, style j
 * is row {@code concepts + j}, the last row is "no class". A picture's condition is the sum of its
 * concept's and its style's row. Immutable.
 */
public final class ClassTable {
  /** Name of the array in weight files, [rows, D]. */
  public static final String WEIGHT = "class_emb.weight";

  private final List<String> concepts;
  private final List<String> styles;
  private final Map<String, Integer> conceptRows = new HashMap<>();
  private final int width;
  private final float[] table;

  /**
   * Creates a table with named rows.
   *
   * @param table rows in order, [(concepts + styles + 1) · D]
   */
  public ClassTable(List<String> concepts, List<String> styles, float[] table) {
    this.concepts = List.copyOf(concepts);
    this.styles = List.copyOf(styles);
    int rows = concepts.size() + styles.size() + 1;
    if (table.length == 0 || table.length % rows != 0) {
      throw new IllegalArgumentException(table.length + " numbers are not " + rows + " rows");
    }
    this.width = table.length / rows;
    this.table = table.clone();
    for (String concept : this.concepts) {
      conceptRows.putIfAbsent(concept, conceptRows.size());
    }
  }

  /**
   * Reads the class table of a model folder, no other weights.
   *
   * @throws UserError when the folder holds no model
   */
  public static ClassTable read(Path folder) {
    ModelFolder files = ModelFolder.of(folder, WeightChoice.AVERAGED);
    ModelConfig config = files.config();
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = files.openXar()) {
      NDArray read = WeightMismatch.finite(files.xar(), WEIGHT, file.read(WEIGHT, manager));
      float[] table = read.toFloatArray();
      return new ClassTable(config.conceptNames(), config.styles(), table);
    }
  }

  /** Width of a class embedding, D. */
  public int width() {
    return width;
  }

  /** Names of all concepts, in the order of their rows. */
  public List<String> concepts() {
    return concepts;
  }

  /** Names of all styles, in the order of their rows; empty in models without styles. */
  public List<String> styles() {
    return styles;
  }

  /** Whether a concept has this name. */
  public boolean hasConcept(String concept) {
    return conceptRows.containsKey(concept);
  }

  /** Row of a concept. */
  public int conceptRow(String concept) {
    Integer row = conceptRows.get(concept);
    if (row == null) {
      throw UserError.failure("the generator has no concept named %s", concept);
    }
    return row;
  }

  /** Row of a style. */
  public int styleRow(String style) {
    int index = styles.indexOf(style);
    if (index < 0) {
      throw UserError.failure("the generator has no style named %s", style);
    }
    return concepts.size() + index;
  }

  /** Rows of a picture: its concept and, in models with styles, its style. */
  public long[] rows(String concept, String style) {
    return styles.isEmpty()
        ? new long[] {conceptRow(concept)}
        : new long[] {conceptRow(concept), styleRow(style)};
  }

  /** One row, [D]. */
  public float[] row(int index) {
    return Arrays.copyOfRange(table, index * width, (index + 1) * width);
  }

  /** Sum of rows, [D]. */
  public float[] sum(long... rows) {
    float[] sum = new float[width];
    for (long row : rows) {
      for (int i = 0; i < width; i++) {
        sum[i] += table[(int) row * width + i];
      }
    }
    return sum;
  }

  /** Embedding of a concept in a style, [D]; models without styles ignore the style. */
  public float[] embed(String concept, String style) {
    return sum(rows(concept, style));
  }

  /** Unconditional embedding, for classifier-free guidance, [D]. */
  public float[] noClass() {
    long none = concepts.size() + (long) styles.size();
    return styles.isEmpty() ? sum(none) : sum(none, none);
  }

  /** Variance of an element over all pairs of concept and style, averaged over elements. */
  public float variance() {
    return (float) (variance(0, concepts.size()) + variance(concepts.size(), styles.size()));
  }

  private double variance(int firstRow, int rows) {
    if (rows == 0) {
      return 0; // a generator without styles
    }
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
