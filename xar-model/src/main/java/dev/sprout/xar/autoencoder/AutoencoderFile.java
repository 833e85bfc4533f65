package dev.sprout.xar.autoencoder;

import dev.sprout.nn.Weights;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.Map;

/** The autoencoder's files in a model folder. */
final class AutoencoderFile {
  private AutoencoderFile() {}

  static void save(AutoencoderConfig config, Weights weights, Path folder) {
    weights.save(folder.resolve("autoencoder.safetensors"), TensorType.F32, Map.of());
  }
}
