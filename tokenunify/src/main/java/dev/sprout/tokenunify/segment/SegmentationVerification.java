package dev.sprout.tokenunify.segment;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.labels.Relabelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recomputes recorded fragments and agglomerations; differences are counts of unequal values. */
public final class SegmentationVerification {
  private static final double[] THRESHOLDS = {0.2, 0.35, 0.5, 0.65, 0.8};

  private static final List<Method> METHODS =
      List.of(
          new Method("median256", MergeRule.MEDIAN_OF_MAXIMA),
          new Method("quantile75_256", new MergeRule(MergeRule.Statistic.QUANTILE, 75, false)),
          new Method("mean256", new MergeRule(MergeRule.Statistic.MEAN, null, false)),
          new Method("mean", MergeRule.MEAN_AFFINITY));

  private final RecordedArrays vectors;
  private final List<Check> checks = new ArrayList<>();

  private SegmentationVerification(RecordedArrays vectors) {
    this.vectors = vectors;
  }

  private record Method(String name, MergeRule rule) {}

  /**
   * Compares voxel by voxel and merge by merge.
   *
   * @param vectorsFile recorded affinities, fragments and segmentations ({@code postprocess.npz})
   * @throws dev.sprout.core.UserError when the file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      SegmentationVerification verification =
          new SegmentationVerification(new RecordedArrays(vectors, manager));
      verification.fragments();
      verification.agglomerations();
      return verification.checks;
    }
  }

  private void fragments() {
    for (String name :
        List.of("", "special_inside_", "special_boundary_", "special_ties_", "special_half_")) {
      Affinities affinities = vectors.affinities(name + "affinities");
      long[] fragments = Fragments.bySection(affinities, Fragments.FIRST).ids();
      equal(name + "fragments", fragments);
    }
  }

  private void agglomerations() {
    Affinities affinities = vectors.affinities("affinities");
    long[] fragments = vectors.longs("fragments");
    for (Method method : METHODS) {
      Agglomeration agglomeration = new Agglomeration(method.rule());
      agglomeration.add(fragments, affinities);
      EdgeContraction contraction = agglomeration.contraction();
      equalScores(method.name() + "_edges_score", contraction.scores());
      MergeHistory history = contraction.run(THRESHOLDS);
      if (!method.rule().exactOrder()) { // equal scores have no order of their own
        compareMerges(method.name(), history);
      }
      for (int i = 0; i < THRESHOLDS.length; i++) {
        equal(method.name() + "_" + THRESHOLDS[i], history.segments(i).apply(fragments));
      }
    }
    long[] segmentation = vectors.longs("median256_0.35");
    equal(
        "median256_0.35_small_removed", sizes(segmentation).withoutSmall(150).apply(segmentation));
    long[] other = vectors.longs("median256_0.5");
    equal("relabelled_0.5", sizes(other).consecutive().apply(other));
    withZero(fragments, affinities);
  }

  private void withZero(long[] fragments, Affinities affinities) {
    long[] holed = fragments.clone();
    for (int i = 0; i < holed.length; i++) {
      if (i % affinities.grid().width() < 6) {
        holed[i] = 0;
      }
    }
    Agglomeration agglomeration = new Agglomeration(MergeRule.MEDIAN_OF_MAXIMA);
    agglomeration.add(holed, affinities);
    LabelMap segments = agglomeration.run(0.5).segments(0);
    equal("fragments_with_zero_segmentation_0.5", segments.apply(holed));
  }

  private void equal(String name, long[] computed) {
    checks.add(vectors.unequal(name, computed));
  }

  private void equalScores(String name, float[] computed) {
    checks.add(vectors.difference(name, computed));
  }

  private static Relabelling sizes(long[] segmentation) {
    Relabelling sizes = new Relabelling();
    sizes.add(segmentation);
    return sizes;
  }

  private void compareMerges(String method, MergeHistory history) {
    int count = (int) history.kept().size();
    long[] merges = new long[3 * count];
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      merges[3 * i] = history.regions().get(history.kept().get(i));
      merges[3 * i + 1] = history.regions().get(history.absorbed().get(i));
      merges[3 * i + 2] = merges[3 * i];
      scores[i] = history.scores().get(i);
    }
    equal(method + "_merges_abc", merges);
    equalScores(method + "_merges_score", scores);
  }
}
