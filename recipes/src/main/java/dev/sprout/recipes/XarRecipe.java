package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import com.google.gson.annotations.SerializedName;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.xar.entity.Entity;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.training.ClassInitialisation;
import dev.sprout.xar.training.LatentSet;
import dev.sprout.xar.training.XarTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Recipe of a class-conditional xAR network over an autoencoder's latents; writes a complete model
 * folder.
 */
final class XarRecipe implements Recipe<XarRecipe.Config> {

  /**
   * Sizes of the network; grid and channels come from the autoencoder, classes from the data.
   *
   * @see XarConfig
   */
  record Sizes(
      int width, int encoderBlocks, int decoderBlocks, int heads, int patch, String entity) {
    Sizes {
      Entity.parse(Require.present("entity", entity));
      new XarConfig(patch, patch, 1, width, encoderBlocks, decoderBlocks, heads, patch, "image", 1);
    }

    XarConfig over(AutoencoderConfig autoencoder, int classes) {
      int grid = autoencoder.grid();
      return new XarConfig(
          grid,
          grid,
          autoencoder.latentChannels(),
          width,
          encoderBlocks,
          decoderBlocks,
          heads,
          patch,
          entity,
          classes);
    }
  }

  /**
   * Configuration file; its folder is relative to it.
   *
   * @param name name of the model
   * @param description description in one line
   * @param autoencoder sizes, for weights without an {@code autoencoder.json}; else null
   * @param autoencoderFolder folder of a trained autoencoder; older files name its weights
   * @param xar sizes of the network
   * @param objective batch, label dropout, precision and context
   * @param training options of the run
   * @param defaults default sampling options of the model
   */
  record Config(
      String name,
      String description,
      @Default("null") AutoencoderSizes autoencoder,
      @SerializedName(value = "autoencoderFolder", alternate = "autoencoderWeights")
          String autoencoderFolder,
      Sizes xar,
      @SerializedName(value = "objective", alternate = "data") XarTraining.Options objective,
      TrainingOptions training,
      ModelConfig.Defaults defaults)
      implements Configuration {}

  @Override
  public String name() {
    return "xar";
  }

  @Override
  public Class<Config> configuration() {
    return Config.class;
  }

  @Override
  public Need needs() {
    return Need.CONCEPTS;
  }

  @Override
  public boolean drawsPreviews() {
    return true;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    AutoencoderFolder files = autoencoder(config, context);
    NDManager manager = context.manager();
    Weights autoencoderWeights = files.weights(manager);
    Autoencoder autoencoder = new Autoencoder(files.config(), autoencoderWeights);
    PictureBatches pictures =
        context.own(PictureBatches.load(context.source(), files.config().imageSize()));
    LatentSet latents = LatentSet.encode(autoencoder, pictures, context.source().size(), manager);
    long seed = config.training().seed();
    PictureClasses classes = PictureClasses.of(context.examples());
    ModelConfig model = model(config, files.config(), latents.unitScale(seed), classes);
    int[] trained = context.trained();
    Weights weights = Weights.initialise(XarNetwork.parameters(model.xar()), seed, manager);
    ClassInitialisation.apply(weights, latents, classes.labels(), trained);
    double scale = model.autoencoder().latentScale();
    return new XarTraining(
        model.xar(),
        weights,
        new XarTraining.TrainingSet(latents, scale, classes.labels(), trained),
        seed,
        config.objective(),
        (averages, folder) -> export(model, autoencoderWeights, averages, folder),
        XarPreview.of(model, autoencoderWeights, pictures, classes.labels(), trained, manager),
        manager);
  }

  private static AutoencoderFolder autoencoder(Config config, RecipeContext context) {
    Path given = context.part("autoencoderFolder", config.autoencoderFolder());
    Path folder = Files.isDirectory(given) ? given : given.toAbsolutePath().getParent();
    if (config.autoencoder() == null) {
      return AutoencoderFolder.read(folder);
    }
    Path file = Files.isDirectory(given) ? folder.resolve(ModelFolder.AUTOENCODER) : given;
    return new AutoencoderFolder(config.autoencoder().config(), file);
  }

  private static ModelConfig model(
      Config config, AutoencoderConfig autoencoder, double scale, PictureClasses classes) {
    AutoencoderConfig scaled = autoencoder.withLatentScale(scale);
    return new ModelConfig(
        config.name(),
        config.description(),
        scaled,
        config.xar().over(scaled, classes.count()),
        classes.concepts(),
        classes.styles(),
        config.defaults());
  }

  /** Writes autoencoder, generator and, last, their configuration. */
  static void export(ModelConfig model, Weights autoencoder, Weights averages, Path folder) {
    autoencoder.save(folder.resolve(ModelFolder.AUTOENCODER), TensorType.F16, Map.of());
    averages.save(folder.resolve(ModelFolder.XAR), TensorType.F16, Map.of());
    model.write(folder);
  }
}
