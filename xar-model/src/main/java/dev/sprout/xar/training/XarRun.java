package dev.sprout.xar.training;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.data.Example;
import dev.sprout.nn.data.PictureBatches;
import dev.sprout.nn.data.PictureSource;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.autoencoder.Autoencoder;
import dev.sprout.xar.autoencoder.AutoencoderConfig;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.pipeline.ClassToImage;
import dev.sprout.xar.pipeline.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trains a class-conditional xAR over the latents of an autoencoder, as a configuration file says.
 */
public final class XarRun {

  /**
   * The network's sizes; grid and channels come from the autoencoder, classes from the data.
   *
   * @see XarConfig
   */
  record Sizes(int width, int encoderBlocks, int decoderBlocks, int heads, int patch, int cell) {
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
          cell,
          classes);
    }
  }

  /** The configuration file. */
  record Config(
      String name,
      String description,
      AutoencoderConfig autoencoder,
      String autoencoderWeights,
      Sizes xar,
      XarTraining.Options data,
      TrainingOptions training,
      ModelConfig.Defaults defaults) {
    Config {
      if (autoencoder == null
          || autoencoderWeights == null
          || xar == null
          || data == null
          || training == null
          || defaults == null) {
        throw UserError.usage(
            "--config needs the parts autoencoder, autoencoderWeights, xar, data, training and"
                + " defaults");
      }
    }
  }

  private XarRun() {}

  /**
   * Trains to the end and leaves a complete model folder.
   *
   * @param data a picture source with the fields {@code concept} and {@code style}
   * @param resume go on with the run in the folder
   */
  public static void run(Path configFile, Path data, Path out, boolean resume) {
    Config config = TrainingFile.read(configFile, Config.class);
    try (PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, config.autoencoder().imageSize());
        NDManager manager = NDManager.newBaseManager()) {
      Path weightsFile = configFile.resolveSibling(config.autoencoderWeights());
      Weights autoencoderWeights =
          Weights.load(
              weightsFile, Autoencoder.parameters(config.autoencoder()), n -> false, manager);
      Autoencoder autoencoder = new Autoencoder(config.autoencoder(), autoencoderWeights);
      LatentSet latents = LatentSet.encode(autoencoder, pictures, source.size());
      ModelConfig model = model(config, source, latents);
      long seed = config.training().seed();
      int[] trained = HeldOut.trained(source);
      Weights weights = Weights.initialise(XarNetwork.parameters(model.xar()), seed, manager);
      long[][] labels = labels(source, model);
      ClassInitialisation.apply(weights, latents, labels, trained);
      XarTraining training =
          new XarTraining(
              model.xar(),
              weights,
              latents,
              model.autoencoder().latentScale(),
              labels,
              trained,
              seed,
              config.data(),
              manager,
              (averages, folder) -> export(model, autoencoderWeights, averages, folder));
      new TrainingLoop(training, config.training(), out).run(resume);
    }
  }

  private static ModelConfig model(Config config, PictureSource source, LatentSet latents) {
    Map<String, Set<String>> concepts = new LinkedHashMap<>();
    Set<String> styles = new LinkedHashSet<>();
    for (int i = 0; i < source.size(); i++) {
      Example example = source.example(i);
      concepts
          .computeIfAbsent(example.field("concept"), name -> new LinkedHashSet<>())
          .addAll(example.list("keywords"));
      styles.add(example.field("style"));
    }
    List<ModelConfig.Concept> known = new ArrayList<>();
    concepts.forEach((name, words) -> known.add(new ModelConfig.Concept(name, List.copyOf(words))));
    AutoencoderConfig scaled =
        config.autoencoder().withLatentScale(latents.unitScale(config.training().seed()));
    return new ModelConfig(
        config.name(),
        config.description(),
        scaled,
        config.xar().over(scaled, known.size() + styles.size()),
        known,
        List.copyOf(styles),
        config.defaults());
  }

  private static long[][] labels(PictureSource source, ModelConfig model) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    model.conceptNames().forEach(name -> rows.put(name, rows.size()));
    long[][] labels = new long[source.size()][];
    for (int i = 0; i < labels.length; i++) {
      Example example = source.example(i);
      int style = model.styles().indexOf(example.field("style"));
      labels[i] = new long[] {rows.get(example.field("concept")), rows.size() + (long) style};
    }
    return labels;
  }

  private static void export(ModelConfig model, Weights autoencoder, Weights xar, Path folder) {
    autoencoder.save(folder.resolve(ClassToImage.AUTOENCODER), TensorType.F16, Map.of());
    xar.save(folder.resolve(ClassToImage.XAR), TensorType.F16, Map.of());
    model.write(folder);
  }
}
