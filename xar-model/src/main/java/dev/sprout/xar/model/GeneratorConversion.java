package dev.sprout.xar.model;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.network.XarNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Conversion of a model folder's generator and autoencoder to safetensors with {@code config.json}.
 */
public final class GeneratorConversion {
  private GeneratorConversion() {}

  /**
   * Converts a model. The configuration is written last, so that it marks a complete folder.
   *
   * @param choice averaged or trained weights of a checkpoint
   * @param to existing folder
   * @param type element type of written weights
   * @throws dev.sprout.core.UserError when the model can't be read or written, or its arrays don't
   *     match its sizes
   */
  public static void run(Path from, WeightChoice choice, Path to, TensorType type) {
    ModelFolder files = ModelFolder.of(from, choice);
    ModelConfig config = files.config();
    try (WeightFile file = files.openXar()) {
      List<Parameter> parameters = XarNetwork.parameters(config.xar());
      write(files.xar(), file, parameters, XarNetwork::isBuffer, to.resolve(ModelFolder.XAR), type);
    }
    try (WeightFile file = WeightFile.open(files.autoencoder())) {
      List<Parameter> parameters = Autoencoder.parameters(config.autoencoder());
      Path target = to.resolve(ModelFolder.AUTOENCODER);
      write(files.autoencoder(), file, parameters, Autoencoder::isUnused, target, type);
    }
    config.write(to);
  }

  private static void write(
      Path shownName,
      WeightFile file,
      List<Parameter> parameters,
      Predicate<String> ignorable,
      Path target,
      TensorType type) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        Weights weights = Weights.read(shownName, file, parameters, ignorable, manager)) {
      weights.save(target, type, Map.of());
    }
  }
}
