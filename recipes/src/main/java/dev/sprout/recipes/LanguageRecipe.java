package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.language.FullFineTuning;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.LlamaConfig;
import dev.sprout.language.LlamaNetwork;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Path;

/** Trains a language model that reads and writes the ids of a SEED tokenizer. */
public final class LanguageRecipe {
  private static final double EPSILON = 1e-5;
  private static final double ROPE_BASE = 10_000;
  private static final int MAX_POSITIONS = 256;

  /**
   * The network's sizes; the vocabulary comes from the tokenizer.
   *
   * @see LlamaConfig
   */
  record Sizes(int width, int layers, int heads, int keyValueHeads, int hidden) {
    LlamaConfig over(int vocabulary) {
      return new LlamaConfig(
          vocabulary,
          width,
          layers,
          heads,
          keyValueHeads,
          hidden,
          EPSILON,
          ROPE_BASE,
          MAX_POSITIONS,
          true);
    }
  }

  /**
   * What the training draws.
   *
   * @param batch sequences a step
   * @param precision of the blocks, where the hardware has it; the weights are float32
   */
  record Options(int batch, Precision precision) {}

  /**
   * The configuration file.
   *
   * @param tokenizer folder of the tokenizer
   * @param start model folder whose language model to go on from, or null to begin anew
   * @param views of each picture beside the plain one
   * @param distortion how different the views are, as in the tokenizer's training
   */
  record Config(
      String tokenizer,
      String start,
      int views,
      double distortion,
      Sizes language,
      Options data,
      TrainingOptions training) {
    Config {
      if (tokenizer == null || language == null || data == null || training == null) {
        throw UserError.badRequest(
            "--config needs the parts tokenizer, language, data and training");
      }
    }
  }

  private LanguageRecipe() {}

  /**
   * Trains to the end and leaves a language model folder.
   *
   * @param data a picture source with the fields {@code concept} and {@code style}
   * @param resume go on with the run in the folder
   * @param device where to compute
   */
  public static void run(
      Path configFile, Path data, Path out, boolean resume, ComputeDevice device) {
    Config config = JsonFile.read(configFile, Config.class, UserError.Kind.INVALID_REQUEST);
    Path seed = configFile.resolveSibling(config.tokenizer());
    try (PictureSource source = PictureSource.open(data);
        SeedTokenizer tokenizer = SeedTokenizer.load(seed, new Compute(device, Precision.FP32));
        TextTokenizer words = TextTokenizer.read(seed);
        NDManager manager = device.newManager()) {
      LlamaConfig sizes = config.language().over(words.size());
      PictureVocabulary vocabulary =
          PictureVocabulary.of(
              words, tokenizer.config().codes(), tokenizer.config().queries(), words.size());
      TextTokenizer.copy(seed, out);
      int[] trained = HeldOut.trained(source);
      PictureIds ids =
          PictureIds.of(tokenizer, source, trained, config.views(), config.distortion());
      TrainingTexts lessons =
          new TrainingTexts(
              source,
              trained,
              ids,
              words,
              vocabulary,
              config.data().batch(),
              config.training().seed());
      Weights weights =
          config.start() == null
              ? Weights.initialise(
                  LlamaNetwork.parameters(sizes), config.training().seed(), manager)
              : started(configFile.resolveSibling(config.start()), sizes, manager);
      FullFineTuning training =
          new FullFineTuning(
              sizes,
              weights,
              lessons,
              config.data().batch(),
              ComputeDevice.trainingPrecision(config.data().precision(), manager),
              manager) {
            @Override
            public void export(Weights averages, Path folder) {
              LlamaCheckpoint.write(folder, sizes, averages, TensorType.F16);
            }
          };
      new TrainingLoop(training, config.training(), out, manager).run(resume);
    }
  }

  private static Weights started(Path model, LlamaConfig sizes, NDManager manager) {
    LlamaCheckpoint start =
        LlamaCheckpoint.read(model.resolve(ModelFolder.LANGUAGE), Precision.FP32, manager);
    if (!start.config().equals(sizes)) {
      throw UserError.badRequest(
          "%s has the sizes %s; --config asks for %s: leave out start, or ask for the same",
          model, start.config(), sizes);
    }
    return start.weights();
  }
}
