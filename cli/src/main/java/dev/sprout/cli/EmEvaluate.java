package dev.sprout.cli;

import com.google.gson.JsonObject;
import dev.sprout.tokenunify.score.AdaptedRand;
import dev.sprout.tokenunify.score.CremiScore;
import dev.sprout.tokenunify.score.PairCounts;
import dev.sprout.tokenunify.score.VariationOfInformation;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a segmentation: variation of information, adapted Rand, CREMI. */
@Command(
    name = "evaluate",
    description = "Score a segmentation against true labels; label 0 is background.",
    footer = {"", "Example:", "  sprout em evaluate segments.zarr labels.tif --region 200:250,:,:"})
final class EmEvaluate extends CommonOptions implements Callable<Integer> {
  /** Voxels per volume in memory at once. */
  private static final long BLOCK = 1L << 24;

  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "SEGMENTATION",
      description = "Segmentation: a volume of labels.")
  private String segmentation;

  @Parameters(
      index = "1",
      paramLabel = "LABELS",
      description = "True labels: a volume of the same extent, or a larger one with --region.")
  private String labels;

  @Option(
      names = "--region",
      paramLabel = "BOX",
      description =
          "Region of the labels to score: voxel ranges z,y,x such as 200:250,:,: (default all)."
              + " A segmentation of this part alone, by em segment --region, is scored as it is.")
  private String region;

  @Override
  public Integer call() {
    PairCounts counts = new PairCounts();
    try (Volume segments = open("segmentation", segmentation);
        Volume truth = open("labels", labels)) {
      Box box = region == null ? Box.of(truth.shape()) : Box.parse("region", region, truth.shape());
      count(counts, box, RegionVolume.of("segmentation", segments, truth.shape(), box), truth);
    }
    print(counts);
    return 0;
  }

  private static Volume open(String field, String address) {
    return Volume.open(VolumeAddress.parse(field, address)).requireLabels();
  }

  private static void count(PairCounts counts, Box box, RegionVolume segments, Volume truth) {
    Coordinate shape = box.shape();
    long sections = Math.max(1, Math.min(shape.z(), BLOCK / (shape.y() * shape.x())));
    for (long z = 0; z < shape.z(); z += sections) {
      Coordinate origin = box.origin();
      long depth = Math.min(sections, shape.z() - z);
      Box slab = Box.at(origin.z() + z, origin.y(), origin.x(), depth, shape.y(), shape.x());
      long[] found = segments.volume().read(segments.within(slab)).labels();
      counts.add(truth.read(slab).labels(), found);
    }
  }

  private void print(PairCounts counts) {
    JsonObject report = new JsonObject();
    report.addProperty("voxels", counts.voxels());
    Map.of("foreground", counts.foreground(), "all", counts)
        .forEach((name, part) -> report.add(name, scores(part)));
    CremiScore cremi = CremiScore.of(counts);
    JsonObject challenge = new JsonObject();
    challenge.addProperty("adaptedRandError", cremi.rand().error());
    challenge.addProperty("score", cremi.score());
    report.add("cremi", challenge);
    if (json.isGiven()) {
      JsonOption.print(spec.commandLine().getOut(), report);
      return;
    }
    print("foreground", report.getAsJsonObject("foreground"));
    print("all voxels", report.getAsJsonObject("all"));
    print("CREMI", challenge);
  }

  private static JsonObject scores(PairCounts counts) {
    VariationOfInformation information = VariationOfInformation.of(counts);
    AdaptedRand rand = AdaptedRand.of(counts);
    JsonObject scores = new JsonObject();
    scores.addProperty("voiSplit", information.split());
    scores.addProperty("voiMerge", information.merge());
    scores.addProperty("voiSum", information.total());
    scores.addProperty("adaptedRandError", rand.error());
    scores.addProperty("adaptedRandPrecision", rand.precision());
    scores.addProperty("adaptedRandRecall", rand.recall());
    return scores;
  }

  private void print(String title, JsonObject scores) {
    scores
        .entrySet()
        .forEach(
            score ->
                spec.commandLine()
                    .getOut()
                    .printf(
                        Locale.ROOT,
                        "%-11s %-21s %.6f%n",
                        title,
                        score.getKey(),
                        score.getValue().getAsDouble()));
  }
}
