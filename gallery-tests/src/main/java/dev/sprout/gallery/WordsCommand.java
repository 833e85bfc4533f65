package dev.sprout.gallery;

import com.google.gson.GsonBuilder;
import dev.sprout.core.RandomStream;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.SeedFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measurements of captions, ids and prompts for a model card. */
@Command(
    name = "gallery-tests/words",
    description = "Measure captions, ids and prompts on the pictures of tools/emoji/fetch.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/words --model models/emoji --data emoji"})
public final class WordsCommand implements Callable<Integer> {
  private static final int TIMED = 32;

  @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "Model folder.")
  private Path model;

  @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "Picture folder.")
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

  @Spec private CommandSpec spec;

  /**
   * Measurements.
   *
   * @param heldOut number of held-out pictures
   * @param heldOutCaptions captions of held-out pictures
   * @param trainedCaptions captions of equally many training pictures
   * @param heldOutKeptByIds share of held-out pictures that keep their concept through ids
   * @param codesUsed share of the codebook
   * @param named share of names that draw their concept
   * @param reworded share of paraphrases that draw the same concept as the name
   * @param secondsACaption seconds per caption of one picture
   * @param secondsACaptionOfMany seconds per caption in a batch of 32
   */
  private record Report(
      int heldOut,
      WordQuality.Captions heldOutCaptions,
      WordQuality.Captions trainedCaptions,
      double heldOutKeptByIds,
      double codesUsed,
      double named,
      double reworded,
      double secondsACaption,
      double secondsACaptionOfMany) {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new WordsCommand(), arguments));
  }

  @Override
  public Integer call() {
    try (Sprout sprout = Sprout.load(model);
        PictureSource source = PictureSource.open(data);
        PictureBatches batches = PictureBatches.load(source, sprout.card().imageSize())) {
      List<Picture> all = batches.pictures(IntStream.range(0, source.size()).toArray());
      WordQuality quality = new WordQuality(sprout, source, all);
      int[] heldOut = HeldOut.heldOut(source);
      int[] trained = some(HeldOut.trained(source), heldOut.length);
      int[] asked = Arrays.copyOf(trained, Math.min(concepts, trained.length));
      int codes = SeedFolder.of(model.resolve("seed")).config().codes();
      print(
          new Report(
              heldOut.length,
              quality.captions(heldOut),
              quality.captions(trained),
              quality.keptByIds(seed, heldOut),
              quality.codesUsed(codes),
              quality.named(seed, asked),
              quality.reworded(seed, asked),
              seconds(sprout, all.subList(0, 1)),
              seconds(sprout, all.subList(0, TIMED)) / TIMED));
    }
    return 0;
  }

  private int[] some(int[] indices, int count) {
    return Arrays.stream(new RandomStream(seed).permutation(indices.length))
        .limit(count)
        .map(i -> indices[i])
        .toArray();
  }

  private static double seconds(Sprout sprout, List<Picture> pictures) {
    long begin = System.nanoTime();
    sprout.captions(pictures, "", Sprout.BEAMS);
    return (System.nanoTime() - begin) / 1e9;
  }

  private void print(Report report) {
    spec.commandLine()
        .getOut()
        .println(new GsonBuilder().setPrettyPrinting().create().toJson(report));
  }
}
