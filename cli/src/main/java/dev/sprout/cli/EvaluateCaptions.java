package dev.sprout.cli;

import dev.sprout.engine.Sprout;
import dev.sprout.evaluation.words.CaptionQuality;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores captions. */
@Command(
    name = "captions",
    description = {
      "Caption pictures and compare with their names, captions and keywords.",
      "The text similarity is a cosine in the tokenizer's own space: no CLIP score, and comparable"
          + " only between language models of one tokenizer."
    },
    footer = {"", "Example:", "  sprout evaluate captions --model emoji --data pictures"})
final class EvaluateCaptions extends CommonOptions implements Callable<Integer> {
  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Folder, tar shards, or a .csv or .jsonl file of pictures with texts.")
  private Path data;

  @Override
  public Integer call() {
    engine.check();
    try (PictureSource source = PictureSource.open(data);
        Sprout sprout = engine.open();
        Progress progress = new Progress("Captioning", source.size())) {
      List<Example> examples = IntStream.range(0, source.size()).mapToObj(source::example).toList();
      CaptionQuality quality =
          CaptionQuality.of(sprout, examples, source::picture, progress::stepTo);
      json.print(spec, new Report(quality), table(quality));
    }
    return 0;
  }

  /** What {@code --json} prints; without a text branch there is no similarity. */
  private record Report(int pictures, double exact, double named, Double tokenizerTextSimilarity) {
    Report(CaptionQuality quality) {
      this(
          quality.pictures(),
          quality.exact(),
          quality.named(),
          Double.isNaN(quality.textSimilarity()) ? null : quality.textSimilarity());
    }
  }

  private static String table(CaptionQuality quality) {
    ScoreTable table =
        new ScoreTable()
            .row("pictures", "%d", quality.pictures())
            .share("caption is the name or a given caption", quality.exact())
            .share("or a keyword", quality.named());
    if (!Double.isNaN(quality.textSimilarity())) {
      table.row("text similarity in the tokenizer's space", "%.4f", quality.textSimilarity());
    }
    return table.toString();
  }
}
