package dev.sprout.tokenunify.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.score.AdaptedRand;
import dev.sprout.tokenunify.score.PairCounts;
import dev.sprout.tokenunify.score.VariationOfInformation;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Agglomeration;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.Fragments;
import dev.sprout.tokenunify.segment.MergeHistory;
import dev.sprout.tokenunify.segment.MergeRule;
import dev.sprout.tokenunify.segment.WindowPlan;
import dev.sprout.tokenunify.segment.WindowedPrediction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How good a network is on labelled blocks that it didn't learn from: the error of its affinities,
 * predicted window by window, and the scores of the neurons that become of them: fragments by
 * section, agglomerated as TokenUnify does. The network of the lowest affinity error is left in the
 * folder {@code best} of the run. For one thread.
 */
public final class SegmentValidation {
  private static final double OVERLAP = 0.25; // of windows, as in TokenUnify's code

  private final List<Part> parts;
  private final BlockSides window;
  private final Borders borders;
  private final ValidationOptions options;
  private final Path folder;
  private ValidationHistory history;

  /**
   * A labelled block of any sides.
   *
   * @param block with labels
   */
  public record Part(BlockSides sides, BlockSource.Block block) {
    /** Checks that there are labels. */
    public Part {
      Require.present("labels", block.labels());
    }

    private Grid grid() {
      return new Grid(sides.z(), sides.y(), sides.x());
    }
  }

  /**
   * A validation.
   *
   * @param parts one or more; figures are means over their voxels
   * @param window sides of the blocks that the network sees
   * @param borders as the network learns them
   * @param folder of the run
   * @param resumed whether the run began earlier
   */
  public SegmentValidation(
      List<Part> parts,
      BlockSides window,
      Borders borders,
      ValidationOptions options,
      Path folder,
      boolean resumed) {
    this.parts = List.copyOf(parts);
    this.window = window;
    this.borders = borders;
    this.options = options;
    this.folder = folder;
    this.history = resumed ? ValidationHistory.read(folder) : ValidationHistory.EMPTY;
  }

  /**
   * Validates where that is due after a step.
   *
   * @return see {@link #figures}; empty where it isn't due
   */
  Map<String, Double> validate(
      long step, MambaUnetConfig config, Weights weights, AffinityExporter exporter) {
    if (step % options.every() != 0) {
      return Map.of();
    }
    Map<String, Double> figures = figures(config, weights);
    history = history.with(step, figures.get("affinityError"), bestThreshold(figures));
    history.write(folder);
    if (history.sinceBest() == 0) {
      Path best = folder.resolve("best");
      AtomicFile.makeFolder(best);
      exporter.export(weights, history.threshold(), best);
    }
    return figures;
  }

  /** Of the latest validation, see {@link AffinityExporter}; null where none was tried. */
  Double threshold() {
    return history.threshold();
  }

  /** The first threshold of the lowest variation of information. */
  private Double bestThreshold(Map<String, Double> figures) {
    return options.thresholds().stream()
        .min(
            Comparator.comparingDouble(
                each -> figures.get("voiSplit" + at(each)) + figures.get("voiMerge" + at(each))))
        .orElse(null);
  }

  private static String at(double threshold) {
    return String.format(Locale.ROOT, "@%.2f", threshold);
  }

  /** Whether no validation up to a step improved on the best one, as long as patience lasts. */
  boolean endsEarly(long step) {
    return options.patience() != null && history.until(step).sinceBest() >= options.patience();
  }

  /**
   * Validates.
   *
   * @return {@code affinityError}, the mean squared error of all affinities against those of labels
   *     with widened borders; and by threshold, in voxels of cells, {@code voiSplit}, {@code
   *     voiMerge} in bits and {@code arand} from 0 to 1, such as {@code arand@0.50}
   */
  Map<String, Double> figures(MambaUnetConfig config, Weights weights) {
    MambaUnet network = new MambaUnet(config, weights);
    long voxels = parts.stream().mapToLong(part -> part.sides().voxels()).sum();
    long cells = parts.stream().mapToLong(SegmentValidation::cellVoxels).sum();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Part part : parts) {
      float[] affinities = affinities(network, weights, part);
      double share = (double) part.sides().voxels() / voxels;
      figures.merge("affinityError", share * error(part, affinities), Double::sum);
      double weight = (double) cellVoxels(part) / cells;
      scores(part, affinities)
          .forEach((name, score) -> figures.merge(name, weight * score, Double::sum));
    }
    return figures;
  }

  private static long cellVoxels(Part part) {
    return Arrays.stream(part.block().labels()).filter(label -> label != 0).count();
  }

  /** The whole block's affinities, blended from overlapping windows. // [3, z, y, x] */
  private float[] affinities(MambaUnet network, Weights weights, Part part) {
    Grid grid = part.grid();
    WindowPlan plan =
        WindowPlan.gaussian(grid, new Grid(window.z(), window.y(), window.x()), OVERLAP);
    float[] grey = part.block().grey();
    int section = grid.sectionVoxels();
    float[] affinities =
        new WindowedPrediction(
                plan, AffinityTargets.CHANNELS, values -> predict(network, weights, values))
            .predict(Box.all(grid), z -> Arrays.copyOfRange(grey, z * section, (z + 1) * section));
    for (int i = 0; i < affinities.length; i++) {
      affinities[i] = Math.min(affinities[i], 1); // a weighted mean may round beyond
    }
    return affinities;
  }

  private float[] predict(MambaUnet network, Weights weights, float[] values) {
    try (NDManager scope = weights.newScope()) {
      Shape shape = new Shape(1, 1, window.z(), window.y(), window.x());
      NDArray map = network.forward(scope.create(values, shape));
      return MambaUnet.probability(map).toFloatArray();
    }
  }

  private double error(Part part, float[] affinities) {
    AffinityTargets targets = new AffinityTargets(part.sides());
    float[] truth = targets.affinities(targets.widenBorders(part.block().labels(), borders));
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double apart = affinities[i] - truth[i];
      sum += apart * apart;
    }
    return sum / truth.length;
  }

  private Map<String, Double> scores(Part part, float[] values) {
    Map<String, Double> scores = new LinkedHashMap<>();
    double[] thresholds = options.thresholds().stream().mapToDouble(each -> each).toArray();
    if (thresholds.length == 0) {
      return scores;
    }
    Affinities affinities = new Affinities(values, part.grid());
    Fragments fragments = Fragments.bySection(affinities, Fragments.FIRST);
    Agglomeration agglomeration = new Agglomeration(MergeRule.MEDIAN_OF_MAXIMA);
    agglomeration.add(fragments.ids(), affinities);
    MergeHistory merges = agglomeration.run(thresholds);
    for (int i = 0; i < thresholds.length; i++) {
      LabelMap segments = merges.segments(i);
      PairCounts counts = new PairCounts();
      counts.add(part.block().labels(), segments.apply(fragments.ids()));
      PairCounts cells = counts.foreground();
      VariationOfInformation information = VariationOfInformation.of(cells);
      String at = at(thresholds[i]);
      scores.put("voiSplit" + at, information.split());
      scores.put("voiMerge" + at, information.merge());
      scores.put("arand" + at, AdaptedRand.of(cells).error());
    }
    return scores;
  }
}
