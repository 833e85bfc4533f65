package dev.sprout.evaluation.verify;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.Cmmd;
import dev.sprout.evaluation.metrics.DensityCoverage;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FidInfinity;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.metrics.GaussianFit;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.Mind;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import dev.sprout.evaluation.metrics.Surface;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recomputes all scores of two sets of embeddings, recorded in a JSON file beside them. */
final class EmbeddingVerification {
  private final Path file;
  private final NpzFile vectors;
  private final NDManager manager;
  private final JsonObject recorded;
  private final List<Check> checks = new ArrayList<>();

  EmbeddingVerification(Path file, NpzFile vectors, NDManager manager) {
    this.vectors = vectors;
    this.manager = manager;
    String name = file.getFileName().toString().replaceFirst("\\.npz$", "") + ".json";
    this.file = file.resolveSibling(name);
    this.recorded = JsonFile.read(this.file, JsonObject.class, UserError.Kind.FAILED);
  }

  List<Check> checks() {
    FeatureMatrix real = features("real");
    FeatureMatrix fake = features("fake");
    compare(FrechetDistance.of(real, fake).value(), "fid");
    compare(KernelDistance.of(real, fake).mean(), "kid_whole_sets");
    compareCmmd("cmmd", features("real_unit"), features("fake_unit"));
    compareCmmd("cmmd_unnormalised", real, fake);
    compareNeighbours("prdc", real, fake);
    compareNeighbours("ties", features("ties_real"), features("ties_fake"));
    compareFidInfinity(real, fake);
    compare(Mind.of(real, fake, features("mind_directions")).value(), "mind", "value");
    return checks;
  }

  private void compareCmmd(String score, FeatureMatrix real, FeatureMatrix fake) {
    Cmmd cmmd = Cmmd.of(real, fake);
    compare(cmmd.biased(), score, "biased");
    compare(cmmd.unbiased(), score, "unbiased");
  }

  private void compareNeighbours(String score, FeatureMatrix real, FeatureMatrix fake) {
    int k = (int) number(score, "k");
    PrecisionRecall inclusive = PrecisionRecall.of(real, fake, k, Surface.INCLUDED);
    compare(inclusive.precision(), score, "precision_inclusive");
    compare(inclusive.recall(), score, "recall_inclusive");
    PrecisionRecall exclusive = PrecisionRecall.of(real, fake, k, Surface.EXCLUDED);
    compare(exclusive.precision(), score, "precision");
    compare(exclusive.recall(), score, "recall");
    DensityCoverage density = DensityCoverage.of(real, fake, k, Surface.EXCLUDED);
    compare(density.density(), score, "density");
    compare(density.coverage(), score, "coverage");
  }

  private void compareFidInfinity(FeatureMatrix real, FeatureMatrix fake) {
    int[][] orders = orders();
    double[] sizes = numbers("fid_infinity", "subset_sizes");
    double[] distances = numbers("fid_infinity", "fids");
    if (orders.length != sizes.length || distances.length != sizes.length) {
      throw UserError.failure(
          "%s: fid_infinity has %d sizes, %d distances and %d orders",
          file, sizes.length, distances.length, orders.length);
    }
    for (int i = 0; i < sizes.length; i++) {
      Require.between("subset_sizes", sizes[i], 2, orders[i].length);
    }
    List<int[]> subsets = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      subsets.add(Arrays.copyOf(orders[i], (int) sizes[i]));
    }
    FidInfinity infinity = FidInfinity.of(GaussianFit.of(real), fake, subsets);
    for (int i = 0; i < sizes.length; i++) {
      double computed = infinity.distances().get(i);
      checks.add(
          ScoreVerification.check("fid_infinity fid of " + (int) sizes[i], computed, distances[i]));
    }
    compare(infinity.slope(), "fid_infinity", "slope");
    compare(infinity.value(), "fid_infinity", "intercept");
  }

  /** Orders of the generated set's rows, one for each size. */
  private int[][] orders() {
    long[] shape = vectors.info("fid_infinity_order").shape();
    if (shape.length != 2) {
      throw UserError.failure(
          "fid_infinity_order has the shape %s; accepted are orders of rows",
          Arrays.toString(shape));
    }
    int[] flat =
        vectors.read("fid_infinity_order", manager).toType(DataType.INT32, false).toIntArray();
    int[][] orders = new int[(int) shape[0]][];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = Arrays.copyOfRange(flat, i * (int) shape[1], (i + 1) * (int) shape[1]);
    }
    return orders;
  }

  private FeatureMatrix features(String name) {
    return ScoreVerification.features(vectors, name, manager);
  }

  private void compare(double computed, String... path) {
    checks.add(ScoreVerification.check(String.join(" ", path), computed, number(path)));
  }

  private double number(String... path) {
    try {
      return find(path).getAsDouble();
    } catch (NumberFormatException | UnsupportedOperationException e) {
      throw UserError.failure(e, "%s: %s is no number", file, String.join(".", path));
    }
  }

  private double[] numbers(String... path) {
    JsonElement list = find(path);
    if (!list.isJsonArray()) {
      throw UserError.failure("%s: %s is no list", file, String.join(".", path));
    }
    return list.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  private JsonElement find(String... path) {
    JsonElement element = recorded;
    for (String key : path) {
      element = element.isJsonObject() ? element.getAsJsonObject().get(key) : null;
      if (element == null) {
        throw UserError.failure("%s has no %s", file, String.join(".", path));
      }
    }
    return element;
  }
}
