package dev.sprout.server;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A generator of random weights that draws 16×16 pixels of "apple" and "pear" in milliseconds. */
public final class TinyGenerator {
  private static final AutoencoderConfig PIXELS =
      new AutoencoderConfig(16, 4, 32, List.of(1), 1, 4, 1);
  private static final XarConfig XAR = new XarConfig(4, 4, 4, 32, 1, 1, 2, 1, "cell 2", 3);

  private TinyGenerator() {}

  /** Writes its files into a folder, which it returns. */
  public static Path write(Path folder, long seed) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<Parameter> parameters =
          XarNetwork.parameters(XAR).stream()
              .map(each -> new Parameter(each.name(), each.shape(), Initialisation.NORMAL_002))
              .toList();
      Weights.initialise(parameters, seed, manager)
          .save(folder.resolve(ModelFolder.XAR), TensorType.F32, Map.of());
      Weights.initialise(Autoencoder.parameters(PIXELS), seed + 1, manager)
          .save(folder.resolve(ModelFolder.AUTOENCODER), TensorType.F32, Map.of());
    }
    List<ModelConfig.Concept> concepts =
        List.of(
            new ModelConfig.Concept("apple", List.of("fruit")),
            new ModelConfig.Concept("pear", List.of()));
    ModelConfig.Defaults defaults = new ModelConfig.Defaults("euler", 2, 2);
    new ModelConfig("tiny", "random", PIXELS, XAR, concepts, List.of("flat"), defaults)
        .write(folder);
    return folder;
  }
}
