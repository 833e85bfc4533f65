package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.xar.training.AutoencoderTraining;
import java.nio.file.Path;

/** Trains an autoencoder as a configuration file says. */
public final class AutoencoderRecipe {

  /** The configuration file. */
  record Config(
      AutoencoderConfig autoencoder, AutoencoderTraining.Options data, TrainingOptions training) {
    Config {
      if (autoencoder == null || data == null || training == null) {
        throw UserError.badRequest("--config needs the parts autoencoder, data and training");
      }
    }
  }

  private AutoencoderRecipe() {}

  /**
   * Trains to the end and leaves the weights and the metrics in a folder.
   *
   * @param data a picture source; examples with the field {@code heldOut} true are not trained on
   * @param resume go on with the run in the folder
   * @param device where to compute
   */
  public static void run(
      Path configFile, Path data, Path out, boolean resume, ComputeDevice device) {
    Config config = JsonFile.read(configFile, Config.class, UserError.Kind.INVALID_REQUEST);
    try (PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, config.autoencoder().imageSize());
        NDManager manager = device.newManager()) {
      long seed = config.training().seed();
      AutoencoderTraining training =
          new AutoencoderTraining(
              config.autoencoder(),
              Autoencoder.initialise(config.autoencoder(), seed, manager),
              pictures,
              HeldOut.trained(source),
              seed,
              config.data());
      new TrainingLoop(training, config.training(), out, manager).run(resume);
    }
  }
}
