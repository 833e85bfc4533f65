package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.evaluation.words.ClassQuality;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores the classes of a generator. */
@Command(
    name = "classes",
    description = {
      "Draw trained and held-out pairs of concept and style, and count those whose nearest real"
          + " picture is of their concept.",
      "Nearest means the Euclidean distance of 32x32 reductions."
    },
    footer = {"", "Example:", "  sprout evaluate classes --model emoji --data emoji"})
final class EvaluateClasses extends CommonOptions implements Callable<Integer> {
  private static final int SHOWN = 32;
  private static final int COLUMNS = 8;
  private static final int GAP = 4;

  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;
  @Mixin private JsonOption json;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Picture source with the model's concepts and styles.")
  private Path data;

  @Option(
      names = "--concepts",
      defaultValue = "200",
      paramLabel = "N",
      description = "Number of trained concepts to draw (default ${DEFAULT-VALUE}).")
  private int concepts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of concepts and pictures (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Solver steps per entity (default the model's).")
  private Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      converter = DrawingFlags.Scale.class,
      description = "Guidance scale (default the model's).")
  private Double guidance;

  @Option(
      names = "--grids",
      paramLabel = "FOLDER",
      description = "Existing folder for grids of the first drawn pictures, each below a real one.")
  private Path grids;

  /** What {@code --json} prints. */
  private record Report(
      int concepts,
      double nearestIsRight,
      int heldOut,
      Double heldOutNearestIsRight,
      SamplingOptions options) {}

  @Override
  public Integer call() {
    Require.positive("concepts", concepts);
    device.check();
    if (grids != null && !Files.isDirectory(grids)) {
      throw UserError.failure("--grids %s is no folder; make it first", grids);
    }
    List<Integer> chosen = steps == null ? null : List.of(steps);
    SamplingChoices choices = new SamplingChoices(null, chosen, guidance, null, null, null);
    Compute compute = new Compute(device.get(), Precision.FP32);
    try (PictureSource source = PictureSource.open(data);
        PicturePipeline pipeline =
            PicturePipeline.load(model.folder(), WeightChoice.AVERAGED, compute);
        PictureBatches pictures = PictureBatches.load(source, pipeline.imageSize())) {
      Report report = measure(pipeline, source, pictures, choices.over(pipeline.defaults()));
      json.print(spec, report, table(report));
    }
    return 0;
  }

  private Report measure(
      PicturePipeline pipeline,
      PictureSource source,
      PictureBatches pictures,
      SamplingOptions options) {
    ClassQuality quality = new ClassQuality(pipeline, source, pictures);
    var trained = quality.draw(ClassQuality.trained(source, concepts, seed), options, seed);
    show(trained, pictures, "trained.png");
    int[] held = quality.heldOut();
    if (held.length == 0) {
      return new Report(trained.indices().length, trained.right(), 0, null, options);
    }
    var heldOut = quality.draw(held, options, seed);
    show(heldOut, pictures, "held-out.png");
    return new Report(
        trained.indices().length, trained.right(), held.length, heldOut.right(), options);
  }

  private static String table(Report report) {
    ScoreTable table =
        new ScoreTable()
            .row("trained pairs of concept and style", "%d", report.concepts())
            .share("nearest picture is of the concept", report.nearestIsRight());
    if (report.heldOut() > 0) {
      table
          .row("held-out pairs", "%d", report.heldOut())
          .share("nearest picture is of the concept", report.heldOutNearestIsRight());
    }
    return table.toString();
  }

  /** Rows of real pictures, each with the drawn picture below. */
  private void show(ClassQuality.Drawn drawn, PictureBatches pictures, String name) {
    if (grids == null) {
      return;
    }
    List<Picture> cells = new ArrayList<>();
    int shown = Math.min(SHOWN, drawn.indices().length);
    for (int begin = 0; begin < shown; begin += COLUMNS) {
      int end = Math.min(begin + COLUMNS, shown);
      cells.addAll(pictures.pictures(Arrays.copyOfRange(drawn.indices(), begin, end)));
      cells.addAll(drawn.pictures().subList(begin, end));
    }
    Png.write(grids.resolve(name), PictureGrid.of(cells, COLUMNS, GAP), Map.of());
  }
}
