package dev.sprout.cli;

import com.google.gson.JsonObject;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.score.AdaptedRand;
import dev.sprout.tokenunify.score.CremiScore;
import dev.sprout.tokenunify.score.PairCounts;
import dev.sprout.tokenunify.score.VariationOfInformation;
import dev.sprout.volumes.Appearance;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
  private static final long BLOCK = 1L << 20;

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

  @Option(
      names = "--by-section",
      description =
          "Score sections, not volumes: a cell is what touches within a section. For labels that"
              + " are drawn section by section, such as masks of membranes.")
  private boolean bySection;

  @Override
  public Integer call() {
    PairCounts counts = new PairCounts();
    try (Volume segments = open("segmentation", segmentation);
        Volume truth = open("labels", labels)) {
      Box box = region == null ? Box.of(truth.shape()) : Box.parse("region", region, truth.shape());
      RegionVolume found = RegionVolume.of("segmentation", segments, truth.shape(), box);
      check("labels", truth, box);
      check("segmentation", segments, found.within(box));
      count(counts, box, found, truth);
      requireCells(counts.foreground(), truth.name() + " in " + box);
    }
    print(counts);
    return 0;
  }

  private static Volume open(String field, String address) {
    return Volume.open(VolumeAddress.parse(field, address)).requireLabels();
  }

  private void requireCells(PairCounts foreground, String place) {
    Set<Long> cells = new HashSet<>();
    foreground.forEach((truth, segment, count) -> cells.add(truth));
    if (cells.isEmpty()) {
      throw UserError.failure("labels are 0 everywhere, %s: there is nothing to score", place);
    } else if (cells.size() == 1 && !bySection) {
      spec.commandLine()
          .getErr()
          .printf(
              "The labels are 0 or %s, %s, and count as one cell. For a mask of membranes add"
                  + " --by-section.%n",
              Long.toUnsignedString(cells.iterator().next()), place);
    }
  }

  private void check(String field, Volume volume, Box box) {
    Appearance.requireLabels(field, volume, box);
    volume
        .missing(box)
        .ifPresent(
            missing ->
                spec.commandLine()
                    .getErr()
                    .println(missing + ": their voxels have the fill value"));
  }

  private void count(PairCounts counts, Box box, RegionVolume segments, Volume labels) {
    Volume found = bySection ? segments.volume().bySection() : segments.volume();
    Volume truth = bySection ? labels.bySection() : labels;
    Coordinate shape = box.shape();
    long sections = Math.max(1, Math.min(shape.z(), BLOCK / (shape.y() * shape.x())));
    for (long z = 0; z < shape.z(); z += sections) {
      Coordinate origin = box.origin();
      long depth = Math.min(sections, shape.z() - z);
      Box slab = Box.at(origin.z() + z, origin.y(), origin.x(), depth, shape.y(), shape.x());
      counts.add(truth.read(slab).labels(), found.read(segments.within(slab)).labels());
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
