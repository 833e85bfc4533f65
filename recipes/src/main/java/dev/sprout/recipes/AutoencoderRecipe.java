package dev.sprout.recipes;

import com.google.gson.annotations.SerializedName;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.Default;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.xar.training.AutoencoderTraining;
import java.nio.file.Path;

/** Recipe of a KL autoencoder on any pictures; writes weights and sizes. */
final class AutoencoderRecipe implements Recipe<AutoencoderRecipe.Config> {

  /**
   * Configuration file.
   *
   * @param startFolder folder of an autoencoder, or a model folder, that is trained further; null
   *     for fresh weights
   * @param autoencoder sizes of the network
   * @param objective batch, loss weights and precision; older files call it {@code data}
   * @param training options of the run
   */
  record Config(
      @Default("null") String startFolder,
      AutoencoderSizes autoencoder,
      @SerializedName(value = "objective", alternate = "data")
          AutoencoderTraining.Options objective,
      TrainingOptions training)
      implements Configuration {}

  @Override
  public String name() {
    return "autoencoder";
  }

  @Override
  public Class<Config> configuration() {
    return Config.class;
  }

  @Override
  public Need needs() {
    return Need.PICTURES;
  }

  @Override
  public boolean drawsPreviews() {
    return true;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    AutoencoderConfig sizes = config.autoencoder().config();
    long seed = config.training().seed();
    return new AutoencoderTraining(
        sizes,
        weights(config, sizes, context),
        context.own(PictureBatches.load(context.source(), sizes.imageSize())),
        context.trained(),
        seed,
        config.objective(),
        (averages, folder) -> AutoencoderFolder.write(folder, sizes, averages));
  }

  private static Weights weights(Config config, AutoencoderConfig sizes, RecipeContext context) {
    if (config.startFolder() == null) {
      return Autoencoder.initialise(sizes, config.training().seed(), context.manager());
    }
    Path folder = context.part("startFolder", config.startFolder());
    AutoencoderFolder start = AutoencoderFolder.read(folder);
    AutoencoderConfig given = start.config().withLatentScale(sizes.latentScale());
    JointStart.require("startFolder", folder, given, sizes);
    return start.weights(context.manager());
  }
}
