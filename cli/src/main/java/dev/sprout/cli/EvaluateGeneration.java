package dev.sprout.cli;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.evaluation.DrawnSet;
import dev.sprout.evaluation.FeatureSet;
import dev.sprout.evaluation.GenerationEvaluation;
import dev.sprout.evaluation.GenerationOptions;
import dev.sprout.evaluation.GenerationOptions.KernelSubsets;
import dev.sprout.evaluation.GenerationOptions.Order;
import dev.sprout.evaluation.GenerationOptions.Splits;
import dev.sprout.evaluation.GenerationReport;
import dev.sprout.evaluation.Metric;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.Requirements;
import dev.sprout.evaluation.ScoreFigure;
import dev.sprout.evaluation.SetOutline;
import dev.sprout.evaluation.plot.Figure;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores generated pictures against real ones. */
@Command(
    name = "generation",
    description = {
      "Score generated pictures against real ones: FID and its kin.",
      "Only Inception's last layer gives FID and KID; other networks give distances of other names,"
          + " such as FD-Lite0, which are comparable only with themselves.",
      "A model draws its pictures into --draw-into, its classes in equal numbers; started again, it"
          + " goes on there."
    },
    footer = {
      "",
      "Examples:",
      "  sprout evaluate generation --real photos --fake drawn",
      "  sprout evaluate generation --real stats.npz --fake xar-b --draw-into drawn --count 50000"
          + " --features inception --weights FILE --metrics fd,is"
    })
final class EvaluateGeneration extends CommonOptions implements Callable<Integer> {
  private static final int USUAL_COUNT = 50_000; // of the published figures
  private static final String WHOLE_SETS = "all";

  @Mixin private FeatureFlags features;
  @Mixin private EvaluatedModel model;
  @Mixin private JsonOption json;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "SET",
      description = "Real pictures: a folder, tar shards, a zip file, or statistics (.npz).")
  private String real;

  @Option(
      names = "--fake",
      required = true,
      paramLabel = "SET|MODEL",
      description = "Generated pictures, likewise, or a model that draws them.")
  private String fake;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description =
          "Scores, separated by commas: fd, kd, is, precision-recall, density-coverage, cmmd, mind,"
              + " fd-infinity (default the first five, as far as sets and network allow).")
  private List<String> metrics = List.of();

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Seed of subsets and orders, and of the first picture that a model draws"
              + " (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bootstrap",
      defaultValue = "0",
      paramLabel = "N",
      description = "Resamples for 95 %% intervals, 0 for none (default ${DEFAULT-VALUE}).")
  private int bootstrap;

  @Option(
      names = "--kd-subset",
      paramLabel = "N|all",
      description =
          "Pictures of a subset for kd (default 1000, or all of the smaller set if it has fewer);"
              + " all compares the whole sets, once.")
  private String kdSubset;

  @Option(
      names = "--kd-subsets",
      paramLabel = "N",
      description = "Number of subsets for kd (default 100).")
  private Integer kdSubsets;

  @Option(
      names = "--is-splits",
      paramLabel = "N",
      description = "Parts of the generated set for is (default 10).")
  private Integer isSplits;

  @Option(
      names = "--is-order",
      paramLabel = "ORDER",
      description =
          "Order of the pictures that is splits: random, or given, a folder by name"
              + " (default random).")
  private String isOrder;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Chart of the scores to write, ending in .svg or .png; replaces a file.")
  private Path plot;

  @Override
  public Integer call() {
    GenerationOptions options = options();
    PictureSet realSet = PictureSet.parse(real);
    PictureSet fakeSet = PictureSet.parse(fake);
    check(realSet, fakeSet);
    GenerationReport report =
        fakeSet.kind() == PictureSet.Kind.MODEL
                || fakeSet.kind() == PictureSet.Kind.PICTURES
                || realSet.kind() == PictureSet.Kind.PICTURES
            ? withNetwork(realSet, fakeSet, options)
            : score(FeatureSet.read(realSet.path()), FeatureSet.read(fakeSet.path()), options);
    if (plot != null) {
      ScoreFigure.of(report).write(plot);
    }
    json.print(spec, report, GenerationTable.of(report));
    return 0;
  }

  private GenerationOptions options() {
    List<Metric> chosen = metrics.stream().map(Metric::parse).toList();
    refuseWithout(chosen, Metric.KD, "--kd-subset, --kd-subsets", kdSubset, kdSubsets);
    refuseWithout(chosen, Metric.IS, "--is-splits, --is-order", isSplits, isOrder);
    return new GenerationOptions(chosen, seed, bootstrap, kernelSubsets(), splits());
  }

  private static void refuseWithout(
      List<Metric> chosen, Metric metric, String options, Object... values) {
    boolean isGiven = Arrays.stream(values).anyMatch(Objects::nonNull);
    if (isGiven && !chosen.isEmpty() && !chosen.contains(metric)) {
      throw UserError.badRequest("%s: these are for %s, which --metrics lacks", options, metric);
    }
  }

  private KernelSubsets kernelSubsets() {
    if (!WHOLE_SETS.equals(kdSubset)) {
      int count = kdSubsets == null ? KernelSubsets.USUAL.count() : kdSubsets;
      return new KernelSubsets(subsetSize(), (int) Require.positive("kdSubsets", count));
    } else if (kdSubsets != null) {
      throw UserError.unusable(
          "kdSubsets", "is for random subsets, but --kd-subset is all; leave it out");
    }
    return KernelSubsets.WHOLE_SETS;
  }

  private int subsetSize() {
    if (kdSubset == null) {
      return KernelSubsets.USUAL.size();
    } else if (!kdSubset.matches("0*[0-9]{1,9}") || Integer.parseInt(kdSubset) < 2) {
      throw UserError.invalid("kdSubset", kdSubset, "a whole number from 2, or all");
    }
    return Integer.parseInt(kdSubset);
  }

  private Splits splits() {
    Order order = isOrder == null ? Splits.USUAL.order() : Order.parse(isOrder);
    return new Splits(isSplits == null ? Splits.USUAL.count() : isSplits, order);
  }

  private void check(PictureSet realSet, PictureSet fakeSet) {
    if (realSet.kind() == PictureSet.Kind.MODEL) {
      throw UserError.unusable("real", "is %s, a model; give real pictures or statistics", real);
    }
    if (plot != null) {
      Figure.checkName("plot", plot);
      AtomicFile.checkPlace(plot);
    }
    if (fakeSet.kind() == PictureSet.Kind.MODEL) {
      model.check(fakeSet);
    } else {
      model.refuse(fake);
    }
    boolean isStatistics =
        realSet.kind() == PictureSet.Kind.STATISTICS
            && fakeSet.kind() == PictureSet.Kind.STATISTICS;
    if (isStatistics) {
      features.refuse("both sets are statistics");
    } else {
      features.check();
    }
  }

  private GenerationReport withNetwork(
      PictureSet realSet, PictureSet fakeSet, GenerationOptions options) {
    try (PictureFeatures network = features.open()) {
      SetOutline known = outline(realSet, network);
      long usual = known.count() == 0 ? USUAL_COUNT : Math.min(known.count(), USUAL_COUNT);
      DrawnSet drawing =
          fakeSet.kind() == PictureSet.Kind.MODEL ? model.set((int) usual, seed) : null;
      SetOutline other =
          drawing == null
              ? outline(fakeSet, network)
              : SetOutline.of(drawing.folder().toString(), network, drawing.count());
      new Requirements(options, known, other).check();
      PictureSet drawn = drawing == null ? fakeSet : draw(drawing);
      FeatureSet first = read(realSet, network, options);
      return score(first, read(drawn, network, options), options);
    }
  }

  private static SetOutline outline(PictureSet set, PictureFeatures network) {
    if (set.kind() == PictureSet.Kind.STATISTICS) {
      return SetOutline.of(FeatureSet.read(set.path()));
    }
    try (PictureSource source = PictureSource.unlabelled(set.path())) {
      return SetOutline.of(set.given(), network, source.size());
    }
  }

  private FeatureSet read(PictureSet set, PictureFeatures network, GenerationOptions options) {
    if (set.kind() == PictureSet.Kind.STATISTICS) {
      return FeatureSet.read(set.path());
    }
    try (PictureSource source = PictureSource.unlabelled(set.path());
        Progress progress = new Progress("Features", source.size())) {
      boolean logits = GenerationEvaluation.needsLogits(options.metrics());
      return network.read(set.given(), source, logits, progress::stepTo);
    }
  }

  private PictureSet draw(DrawnSet set) {
    try (Sprout sprout = model.open(fake);
        Progress progress = new Progress("Drawing", set.count())) {
      set.complete(sprout, progress::stepTo);
    }
    return new PictureSet(set.folder().toString(), PictureSet.Kind.PICTURES);
  }

  private static GenerationReport score(
      FeatureSet first, FeatureSet second, GenerationOptions options) {
    if (options.bootstrap() == 0) {
      return GenerationEvaluation.of(first, second, options, done -> {});
    }
    try (Progress progress = new Progress("Resamples", options.bootstrap())) {
      return GenerationEvaluation.of(first, second, options, progress::stepTo);
    }
  }
}
