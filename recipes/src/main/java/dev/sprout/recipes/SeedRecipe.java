package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.language.BytePairTraining;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedInitialisation;
import dev.sprout.seed.SeedTraining;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a SEED tokenizer whose generation embedding is what a generator has in its class slot, so
 * that ids become pictures without any other model.
 */
public final class SeedRecipe {
  /** A text is no longer than this. */
  private static final int TEXT_LENGTH = 16;

  /**
   * The tokenizer's sizes; the rest follows from the generator and the vocabulary.
   *
   * @see SeedConfig
   */
  record Sizes(
      int imageSize,
      int patch,
      int visionWidth,
      int visionDepth,
      int visionHeads,
      int width,
      int depth,
      int heads,
      int codes,
      int codeWidth,
      int detokenizerDepth,
      List<Integer> headWidths,
      int contrastWidth) {
    SeedConfig over(int embedding, int words) {
      return new SeedConfig(
          imageSize,
          patch,
          visionWidth,
          visionDepth,
          visionHeads,
          4 * visionWidth,
          32,
          true,
          width,
          depth,
          heads,
          4 * width,
          codes,
          codeWidth,
          detokenizerDepth,
          headWidths,
          0,
          embedding,
          words,
          TEXT_LENGTH,
          contrastWidth);
    }
  }

  /**
   * The configuration file.
   *
   * @param generator model folder whose class slot is to be filled
   * @param start model folder whose tokenizer and vocabulary to go on from, or null to begin anew
   */
  record Config(
      String generator,
      String start,
      int pieces,
      Sizes seed,
      SeedTraining.Options data,
      TrainingOptions training) {
    Config {
      if (generator == null || seed == null || data == null || training == null) {
        throw UserError.badRequest("--config needs the parts generator, seed, data and training");
      }
    }
  }

  private SeedRecipe() {}

  /**
   * Trains to the end and leaves a tokenizer folder.
   *
   * @param data a picture source with the fields {@code concept} and {@code style}
   * @param resume go on with the run in the folder
   * @param device where to compute
   */
  public static void run(
      Path configFile, Path data, Path out, boolean resume, ComputeDevice device) {
    Config config = JsonFile.read(configFile, Config.class, UserError.Kind.INVALID_REQUEST);
    try (PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, config.seed().imageSize());
        TextTokenizer words = vocabulary(configFile, config, source, out);
        NDManager manager = device.newManager()) {
      ClassTable classes = ClassTable.read(configFile.resolveSibling(config.generator()));
      SeedConfig sizes = config.seed().over(classes.width(), words.require("<img_00000>"));
      long seed = config.training().seed();
      Weights weights =
          config.start() == null
              ? SeedInitialisation.weights(sizes, seed, manager)
              : started(configFile.resolveSibling(config.start()), sizes, manager);
      SeedTraining training =
          new SeedTraining(
              sizes,
              weights,
              pictures,
              HeldOut.trained(source),
              lessons(source, classes, words),
              new ClassTargets(classes, source),
              seed,
              config.data(),
              manager) {
            @Override
            public void export(Weights averages, Path folder) {
              SeedFolder.write(folder, sizes, averages);
            }
          };
      new TrainingLoop(training, config.training(), out, manager).run(resume);
    }
  }

  private static Weights started(Path model, SeedConfig sizes, NDManager manager) {
    SeedFolder start = SeedFolder.of(model.resolve(ModelFolder.SEED));
    if (!start.config().equals(sizes)) {
      throw UserError.badRequest(
          "%s has the sizes %s; --config asks for %s: leave out start, or ask for the same",
          model, start.config(), sizes);
    }
    return start.weights(manager);
  }

  /** Learns the vocabulary, or takes the one that is there or that the start has. */
  private static TextTokenizer vocabulary(
      Path configFile, Config config, PictureSource source, Path out) {
    if (Files.exists(out.resolve(TextTokenizer.FILE))) {
      return TextTokenizer.read(out);
    } else if (config.start() != null) {
      Path model = configFile.resolveSibling(config.start());
      TextTokenizer.copy(model.resolve(ModelFolder.LANGUAGE), out);
    } else {
      AtomicFile.makeFolder(out);
      List<Example> examples = IntStream.range(0, source.size()).mapToObj(source::example).toList();
      BytePairTraining.train(ConceptTexts.all(examples), config.pieces())
          .write(out, config.seed().codes());
    }
    return TextTokenizer.read(out);
  }

  private static SeedTraining.Lessons lessons(
      PictureSource source, ClassTable classes, TextTokenizer words) {
    return new SeedTraining.Lessons() {
      @Override
      public long[] text(int picture, RandomStream random) {
        Example example = source.example(picture);
        String text =
            random.nextDouble() < 0.5
                ? ConceptTexts.description(example, random)
                : ConceptTexts.request(example, random);
        return PromptFormat.padded(words, text, TEXT_LENGTH);
      }

      @Override
      public List<long[]> names() {
        return classes.concepts().stream()
            .map(name -> PromptFormat.padded(words, name, TEXT_LENGTH))
            .toList();
      }
    };
  }
}
