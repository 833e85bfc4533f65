package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import dev.sprout.xar.training.ClassInitialisation;
import dev.sprout.xar.training.LatentSet;
import dev.sprout.xar.training.XarTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trains a class-conditional xAR over the latents of an autoencoder, as a configuration file says.
 */
public final class XarRecipe {

  /**
   * The network's sizes; grid and channels come from the autoencoder, classes from the data.
   *
   * @see XarConfig
   */
  record Sizes(
      int width, int encoderBlocks, int decoderBlocks, int heads, int patch, String entity) {
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
        throw UserError.badRequest(
            "--config needs the parts autoencoder, autoencoderWeights, xar, data, training and"
                + " defaults");
      }
    }
  }

  private static final int SHOWN = 8;
  private static final int GAP = 4;

  private XarRecipe() {}

  /**
   * Trains to the end and leaves a complete model folder.
   *
   * @param data a picture source with the fields {@code concept} and {@code style}
   * @param resume go on with the run in the folder
   * @param device where to compute
   */
  public static void run(
      Path configFile, Path data, Path out, boolean resume, ComputeDevice device) {
    Config config = JsonFile.read(configFile, Config.class, UserError.Kind.INVALID_REQUEST);
    try (PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, config.autoencoder().imageSize());
        NDManager manager = device.newManager()) {
      Path weightsFile = configFile.resolveSibling(config.autoencoderWeights());
      Weights autoencoderWeights =
          Weights.load(
              weightsFile, Autoencoder.parameters(config.autoencoder()), n -> false, manager);
      Autoencoder autoencoder = new Autoencoder(config.autoencoder(), autoencoderWeights);
      LatentSet latents = LatentSet.encode(autoencoder, pictures, source.size(), manager);
      ModelConfig model = model(config, source, latents);
      long seed = config.training().seed();
      int[] trained = HeldOut.trained(source);
      Weights weights = Weights.initialise(XarNetwork.parameters(model.xar()), seed, manager);
      long[][] labels = labels(source, model);
      ClassInitialisation.apply(weights, latents, labels, trained);
      int[] shown = Arrays.copyOf(trained, Math.min(SHOWN, trained.length));
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
              manager) {
            @Override
            public void preview(Weights averages, Path file) {
              try (PicturePipeline pipeline =
                  PicturePipeline.over(
                      model, autoencoderWeights, averages, Precision.FP32, manager)) {
                List<Picture> cells = new ArrayList<>(pictures.pictures(shown));
                cells.addAll(drawn(pipeline, model, labels, shown));
                Png.write(file, PictureGrid.of(cells, shown.length, GAP), Map.of());
              }
            }

            @Override
            public void export(Weights averages, Path folder) {
              autoencoderWeights.save(
                  folder.resolve(ModelFolder.AUTOENCODER), TensorType.F16, Map.of());
              averages.save(folder.resolve(ModelFolder.XAR), TensorType.F16, Map.of());
              model.write(folder);
            }
          };
      new TrainingLoop(training, config.training(), out, manager).run(resume);
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

  private static List<Picture> drawn(
      PicturePipeline pipeline, ModelConfig model, long[][] labels, int[] shown) {
    List<Condition> conditions =
        Arrays.stream(shown)
            .mapToObj(i -> new Condition("", null, pipeline.classes().sum(labels[i])))
            .toList();
    return pipeline.generate(PictureRequest.of(conditions, 0, model.defaults().options()));
  }
}
