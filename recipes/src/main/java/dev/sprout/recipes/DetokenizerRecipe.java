package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.DetokenizerTraining;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.ClassTable;
import java.nio.file.Path;

/** Trains the way from a tokenizer's ids to a generator's class slot, and nothing else of it. */
public final class DetokenizerRecipe {
  /**
   * The configuration file.
   *
   * @param tokenizer folder of the tokenizer
   * @param generator model folder whose class slot is to be filled
   * @param views of each picture beside the plain one
   * @param distortion how different the views are, as in the tokenizer's own training
   */
  record Config(
      String tokenizer,
      String generator,
      int views,
      double distortion,
      DetokenizerTraining.Options data,
      TrainingOptions training) {
    Config {
      if (tokenizer == null || generator == null || data == null || training == null) {
        throw UserError.badRequest(
            "--config needs the parts tokenizer, generator, data and training");
      }
    }
  }

  private DetokenizerRecipe() {}

  /**
   * Trains to the end and leaves a whole tokenizer folder.
   *
   * @param data a picture source with the fields {@code concept} and {@code style}
   * @param resume go on with the run in the folder
   * @param device where to compute
   */
  public static void run(
      Path configFile, Path data, Path out, boolean resume, ComputeDevice device) {
    Config config = JsonFile.read(configFile, Config.class, UserError.Kind.INVALID_REQUEST);
    Path start = configFile.resolveSibling(config.tokenizer());
    try (PictureSource source = PictureSource.open(data);
        NDManager manager = device.newManager()) {
      SeedFolder files = SeedFolder.of(start);
      ClassTable classes = ClassTable.read(configFile.resolveSibling(config.generator()));
      checkFit(start, files.config(), classes);
      TextTokenizer.copy(start, out);
      int[] trained = HeldOut.trained(source);
      PictureIds ids = ids(start, config, source, trained, device);
      Weights weights = files.weights(manager);
      DetokenizerTraining training =
          new DetokenizerTraining(
              files.config(),
              weights,
              trained,
              ids::view,
              new ClassTargets(classes, source),
              config.training().seed(),
              config.data(),
              manager);
      new TrainingLoop(training, config.training(), out, manager).run(resume);
    }
  }

  private static void checkFit(Path tokenizer, SeedConfig config, ClassTable classes) {
    if (config.embedding() != classes.width()) {
      throw UserError.badRequest(
          "%s makes embeddings of %d; the generator's class slot has %d",
          tokenizer, config.embedding(), classes.width());
    }
  }

  private static PictureIds ids(
      Path tokenizer, Config config, PictureSource source, int[] trained, ComputeDevice device) {
    try (SeedTokenizer frozen =
        SeedTokenizer.load(tokenizer, new Compute(device, Precision.FP32))) {
      return PictureIds.of(frozen, source, trained, config.views(), config.distortion());
    }
  }
}
