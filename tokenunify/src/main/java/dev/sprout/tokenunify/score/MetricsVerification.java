package dev.sprout.tokenunify.score;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.labels.Grid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recomputes recorded scores of recorded segmentations. */
public final class MetricsVerification {
  /** CREMI's 12 nm at 4 nm a voxel. */
  private static final double BORDER = 3;

  private MetricsVerification() {}

  /**
   * Compares the scores of one segmentation.
   *
   * @param vectorsFile {@code truth}, {@code segmentation} and their scores ({@code
   *     segmentation_metrics.npz})
   * @throws UserError when the file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      PairCounts all = new PairCounts();
      all.add(longs(vectors, "truth", manager), longs(vectors, "segmentation", manager));
      Map<String, Double> scores = new LinkedHashMap<>();
      putInformation(scores, "voi_split_all", "voi_merge_all", all);
      putInformation(scores, "voi_split_ignore0", "voi_merge_ignore0", all.foreground());
      AdaptedRand rand = AdaptedRand.of(all.foreground());
      scores.put("adapted_rand_error_ignore0", rand.error());
      scores.put("adapted_rand_precision", rand.recall()); // exchanged in scikit-image
      scores.put("adapted_rand_recall", rand.precision());
      List<Check> checks = new ArrayList<>();
      scores.forEach(
          (name, score) -> {
            double recorded = vectors.read(name, manager).toDoubleArray()[0];
            checks.add(new Check(name, Math.abs(score - recorded)));
          });
      return checks;
    }
  }

  /**
   * Compares the scores of many segmentations against one truth.
   *
   * @param scoresFile scores by segmentation ({@code metrics.json})
   * @param vectorsFile {@code truth}, and segmentations under the names of their scores ({@code
   *     postprocess.npz})
   * @param multicutFile the segmentations that {@code vectorsFile} doesn't hold ({@code
   *     multicut.npz})
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path scoresFile, Path vectorsFile, Path multicutFile) {
    JsonObject recorded = JsonFile.read(scoresFile, JsonObject.class, UserError.Kind.FAILED);
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile);
        NpzFile multicut = NpzFile.open(multicutFile)) {
      long[] truth = longs(vectors, "truth", manager);
      long[] shape = vectors.info("truth").shape();
      Grid grid = new Grid((int) shape[0], (int) shape[1], (int) shape[2]);
      List<Check> checks = new ArrayList<>();
      for (String name : recorded.keySet()) {
        long[] segmentation =
            vectors.names().contains(name)
                ? longs(vectors, name, manager)
                : longs(multicut, multicutName(name), manager);
        Map<String, Double> computed = scores(truth, segmentation, grid);
        compare(name, recorded.getAsJsonObject(name), computed, checks);
      }
      return checks;
    }
  }

  private static String multicutName(String name) {
    return name.equals("multicut")
        ? "segmentation"
        : name.replaceFirst("^multicut_", "") + "_segmentation";
  }

  private static void compare(
      String name, JsonObject recorded, Map<String, Double> computed, List<Check> checks) {
    for (Map.Entry<String, JsonElement> score : recorded.entrySet()) {
      Double value = computed.get(score.getKey());
      if (value == null) {
        throw UserError.failure(
            "%s has the score %s; known are %s", name, score.getKey(), computed.keySet());
      }
      double difference = Math.abs(value - score.getValue().getAsDouble());
      checks.add(new Check(name + " " + score.getKey(), difference));
    }
  }

  private static Map<String, Double> scores(long[] truth, long[] segmentation, Grid grid) {
    PairCounts all = new PairCounts();
    all.add(truth, segmentation);
    PairCounts inside = new PairCounts();
    inside.add(new BorderMask(grid, BORDER).erased(truth), segmentation);
    Map<String, Double> scores = new LinkedHashMap<>();
    putScikitImage(scores, "", all.foreground());
    putScikitImage(scores, "_all", all);
    putCremi(scores, "", all);
    putCremi(scores, "_class", all);
    putCremi(scores, "_class_border", inside);
    scores.put("segments", (double) segments(all));
    return scores;
  }

  private static void putScikitImage(Map<String, Double> scores, String suffix, PairCounts counts) {
    putInformation(scores, "voi_split" + suffix, "voi_merge" + suffix, counts);
    AdaptedRand rand = AdaptedRand.of(counts);
    scores.put("arand" + suffix, rand.error());
    scores.put("precision" + suffix, rand.recall()); // exchanged in scikit-image
    scores.put("recall" + suffix, rand.precision());
  }

  private static void putCremi(Map<String, Double> scores, String suffix, PairCounts counts) {
    CremiScore cremi = CremiScore.of(counts);
    scores.put("cremi_voi_split" + suffix, cremi.information().split());
    scores.put("cremi_voi_merge" + suffix, cremi.information().merge());
    scores.put("cremi_arand" + suffix, cremi.rand().error());
    scores.put("cremi_precision" + suffix, cremi.rand().precision());
    scores.put("cremi_recall" + suffix, cremi.rand().recall());
    scores.put("cremi_score" + suffix, cremi.score());
  }

  private static void putInformation(
      Map<String, Double> scores, String split, String merge, PairCounts counts) {
    VariationOfInformation information = VariationOfInformation.of(counts);
    scores.put(split, information.split());
    scores.put(merge, information.merge());
  }

  private static int segments(PairCounts counts) {
    Set<Long> segments = new HashSet<>();
    counts.forEach((truth, segment, voxels) -> segments.add(segment));
    segments.remove(0L);
    return segments.size();
  }

  private static long[] longs(NpzFile vectors, String name, NDManager manager) {
    try (NDArray array = vectors.read(name, manager)) {
      return array.toType(DataType.INT64, false).toLongArray();
    }
  }
}
