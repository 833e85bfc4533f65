package dev.sprout.spark;

import com.google.gson.GsonBuilder;
import dev.sprout.cli.CommonOptions;
import dev.sprout.cli.FeatureFlags;
import dev.sprout.cli.JsonOption;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.Metric;
import dev.sprout.evaluation.PictureFeatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores generated pictures against real ones. */
@Command(
    name = "evaluate",
    description = {
      "Score generated pictures against real ones: Fréchet and kernel distance, precision and"
          + " recall.",
      "The output keeps the features of each picture, in folders real and fake, and the scores, in"
          + " report.json. Pictures that can't be read are left out."
    },
    footer = {
      "",
      "Example:",
      "  sprout spark evaluate --real photos --fake drawn -o scores --master local[2]"
    })
final class EvaluateJob extends CommonOptions implements Callable<Integer> {
  private static final List<Metric> KNOWN = List.of(Metric.FD, Metric.KD, Metric.PRECISION_RECALL);

  @Mixin private SparkFlags spark;
  @Mixin private JobFlags job;
  @Mixin private FeatureFlags features;
  @Mixin private JsonOption json;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "SET",
      description =
          "Real pictures: folder, .tar file or folder of them, or .zip file, at a place that all"
              + " machines see; or with --real-column a Parquet table.")
  private String real;

  @Option(
      names = "--fake",
      required = true,
      paramLabel = "SET",
      description = "Generated pictures, likewise.")
  private String fake;

  @Option(
      names = "--real-column",
      paramLabel = "NAME",
      description = "Column of a Parquet table with the bytes of real pictures.")
  private String realColumn;

  @Option(
      names = "--fake-column",
      paramLabel = "NAME",
      description = "Column of a Parquet table with the bytes of generated pictures.")
  private String fakeColumn;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description = "Scores, separated by commas: fd, kd, precision-recall (default all).")
  private List<String> metrics = List.of();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of kd's subsets (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--kd-subset",
      paramLabel = "N",
      description =
          "Pictures of a subset for kd (default 1000, or all of the smaller set if it has fewer).")
  private Integer kdSubset;

  @Option(
      names = "--kd-subsets",
      paramLabel = "N",
      description = "Number of subsets for kd (default 100).")
  private Integer kdSubsets;

  @Override
  public Integer call() {
    job.check();
    features.check();
    DistributedScores.Options options = options();
    try (PictureFeatures network = features.open()) {
      spark.use("evaluate", session -> evaluate(session, network, options));
    }
    return 0;
  }

  private DistributedScores.Options options() {
    List<Metric> chosen =
        metrics.isEmpty() ? KNOWN : metrics.stream().map(Metric::parse).distinct().toList();
    if (!KNOWN.containsAll(chosen)) {
      throw UserError.invalid(
          "metrics",
          String.join(",", metrics),
          "fd, kd and precision-recall here; sprout evaluate generation has the others");
    } else if (!chosen.contains(Metric.KD) && (kdSubset != null || kdSubsets != null)) {
      throw UserError.badRequest(
          "--kd-subset, --kd-subsets: these are for kd, which --metrics lacks");
    }
    return new DistributedScores.Options(
        chosen,
        seed,
        kdSubset == null ? 0 : (int) Require.atLeast("kdSubset", kdSubset, 2),
        kdSubsets == null ? 100 : (int) Require.positive("kdSubsets", kdSubsets));
  }

  private void evaluate(
      SparkSession session, PictureFeatures network, DistributedScores.Options options) {
    DistributedScores scores =
        new DistributedScores(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            network.protocol(),
            spark.threads());
    FeatureWork work =
        new FeatureWork(
            features,
            spark.shipsModel() ? FeatureWork.ship(features, session.sparkContext()) : null,
            network.protocol().json(),
            spark.threads());
    FeatureParts ofReal = features(session, network, work, "real", real, realColumn);
    FeatureParts ofFake = features(session, network, work, "fake", fake, fakeColumn);
    DistributedScores.Report report = scores.of(real, ofReal, fake, ofFake, options);
    String text =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report);
    job.folder(session, "").writeFile("report.json", text.getBytes(StandardCharsets.UTF_8));
    json.print(spec, report, report.lines());
  }

  /** Features of a set, computed where they are missing. */
  private FeatureParts features(
      SparkSession session,
      PictureFeatures network,
      FeatureWork work,
      String name,
      String set,
      String column) {
    Map<String, String> description = new TreeMap<>(Map.of("job", "features"));
    description.put("protocol", work.protocol());
    description.put("threads", String.valueOf(spark.threads()));
    Numbered<StoredPicture> pictures =
        PictureInput.open(session, set, column, "input", description);
    PartRun.Summary done = job.run(session, name, description, FeatureWork.PART, pictures, work);
    JobFolder folder = job.folder(session, name);
    if (!network.acceptsMixedSizes()) {
      requireOneSize(session, folder, set);
    }
    int dimension = network.extractor().layer(network.layer()).dimensions();
    return new FeatureParts(folder, done.parts(), dimension);
  }

  private static void requireOneSize(SparkSession session, JobFolder folder, String set) {
    List<Row> sizes =
        session
            .read()
            .parquet(folder.rows())
            .where("error is null")
            .groupBy("width", "height")
            .agg(functions.min_by(functions.col("id"), functions.col("k")))
            .limit(2)
            .collectAsList();
    if (sizes.size() > 1) {
      throw UserError.failure(
          "%s of %s has %d×%d pixels and %s %d×%d; a set takes pictures of one size, as sizes show"
              + " in the features. --mixed-sizes accepts them.",
          sizes.get(0).get(2),
          set,
          sizes.get(0).getInt(0),
          sizes.get(0).getInt(1),
          sizes.get(1).get(2),
          sizes.get(1).getInt(0),
          sizes.get(1).getInt(1));
    }
  }
}
