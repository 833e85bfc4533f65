package dev.sprout.gallery;

import com.google.gson.GsonBuilder;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.nn.ops.Compute;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measurements of drawn pictures for a model card. */
@Command(
    name = "gallery-tests/quality",
    description = "Measure a model on the pictures of tools/emoji/fetch.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/quality --model models/emoji --data emoji"})
public final class QualityCommand implements Callable<Integer> {
  private static final int CONCEPTS = 200;
  private static final int SHOWN = 32;
  private static final int COLUMNS = 8;
  private static final int GAP = 4;

  @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "Model folder.")
  private Path model;

  @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "Picture folder.")
  private Path data;

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
      description = "Guidance scale (default the model's).")
  private Double guidance;

  @Option(
      names = "--grids",
      paramLabel = "FOLDER",
      description = "Folder for grids of the first drawn pictures, trained.png and held-out.png.")
  private Path grids;

  @Spec private CommandSpec spec;

  /**
   * Measurements.
   *
   * @param concepts trained (concept, style) pairs drawn
   * @param nearestIsRight share of them whose nearest real picture is of the same concept
   * @param heldOut held-out pairs drawn
   * @param heldOutNearestIsRight the same share of held-out pairs
   * @param heldOutPsnr PSNR of the autoencoder on the held-out pictures, dB
   */
  private record Report(
      int concepts,
      double nearestIsRight,
      int heldOut,
      double heldOutNearestIsRight,
      double heldOutPsnr,
      SamplingOptions options) {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new QualityCommand(), arguments));
  }

  @Override
  public Integer call() {
    try (PicturePipeline pipeline =
            PicturePipeline.load(model, WeightChoice.AVERAGED, Compute.best());
        PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, pipeline.card().imageSize())) {
      ModelQuality quality = new ModelQuality(pipeline, source, pictures);
      SamplingOptions options = over(pipeline.card().defaults());
      var trained = quality.draw(quality.trained(CONCEPTS, seed), options, seed);
      var heldOut = quality.draw(quality.heldOut(), options, seed);
      show(trained, pictures, "trained.png");
      show(heldOut, pictures, "held-out.png");
      print(
          new Report(
              trained.indices().length,
              trained.right(),
              heldOut.indices().length,
              heldOut.right(),
              quality.psnr(heldOut.indices()),
              options));
    }
    return 0;
  }

  private SamplingOptions over(SamplingOptions own) {
    List<Integer> chosen = steps == null ? null : List.of(steps);
    return new SamplingChoices(null, chosen, guidance, null, null, null).over(own);
  }

  private void print(Report report) {
    spec.commandLine()
        .getOut()
        .println(new GsonBuilder().setPrettyPrinting().create().toJson(report));
  }

  /** Rows of real pictures, each with the drawn picture below. */
  private void show(ModelQuality.Drawn drawn, PictureBatches pictures, String name) {
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
