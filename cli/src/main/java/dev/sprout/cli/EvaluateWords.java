package dev.sprout.cli;

import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Sprout;
import dev.sprout.evaluation.words.WordReport;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.PictureSource;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores captions, image ids and prompts of a model with all parts. */
@Command(
    name = "words",
    description = {
      "Measure captions, image ids and prompts on pictures with concepts and a held-out part, as"
          + " tools/emoji/fetch makes them.",
      "A drawn picture is right if the nearest of all pictures, by 32x32 reductions, is of its"
          + " concept."
    },
    footer = {"", "Example:", "  sprout evaluate words --model emoji --data emoji"})
final class EvaluateWords extends CommonOptions implements Callable<Integer> {
  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;
  @Mixin private JsonOption json;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Picture source with concepts and keywords.")
  private Path data;

  @Option(
      names = "--concepts",
      defaultValue = "100",
      paramLabel = "N",
      description = "Number of trained concepts to draw (default ${DEFAULT-VALUE}).")
  private int concepts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of concepts and pictures (default ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    device.check();
    Path folder = model.folder();
    LoadOptions options =
        new LoadOptions(WeightChoice.AVERAGED, new Compute(device.get(), Precision.FP32), null);
    try (PictureSource source = PictureSource.open(data);
        Sprout sprout = Sprout.load(folder, options)) {
      WordReport report = WordReport.measure(sprout, folder, source, concepts, seed);
      json.print(spec, report, table(report));
    }
    return 0;
  }

  private static String table(WordReport report) {
    return new ScoreTable()
        .row("held-out pictures", "%d", report.heldOut())
        .share("their caption is the name", report.heldOutCaptions().exact())
        .share("or a keyword", report.heldOutCaptions().named())
        .share("as many training pictures: the name", report.trainedCaptions().exact())
        .share("or a keyword", report.trainedCaptions().named())
        .share("held-out pictures that keep their concept through ids", report.heldOutKeptByIds())
        .share("used codes", report.codesUsed())
        .share("names that draw their concept", report.named())
        .share("paraphrases that draw the concept of the name", report.reworded())
        .row("seconds a caption", "%.3f", report.secondsACaption())
        .row("seconds a caption in a batch", "%.3f", report.secondsACaptionOfMany())
        .toString();
  }
}
