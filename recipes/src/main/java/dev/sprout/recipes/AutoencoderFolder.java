package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Folder of a trained autoencoder: {@code autoencoder.safetensors} and its sizes, {@code
 * autoencoder.json} or a model's {@code config.json}. Immutable.
 *
 * @param config sizes; the latent scale is 1 before a generator's training measures it
 * @param file file of the weights
 */
record AutoencoderFolder(AutoencoderConfig config, Path file) {
  private static final String CONFIG = "autoencoder.json";

  /**
   * Reads the sizes.
   *
   * @throws UserError when the folder holds none
   */
  static AutoencoderFolder read(Path folder) {
    Path config = folder.resolve(CONFIG);
    Path file = folder.resolve(ModelFolder.AUTOENCODER);
    if (Files.exists(config)) {
      return new AutoencoderFolder(
          JsonFile.readRecord(config, AutoencoderConfig.class, UserError.Kind.FAILED), file);
    } else if (Files.exists(folder.resolve(ModelConfig.FILE))) {
      return new AutoencoderFolder(ModelConfig.read(folder).autoencoder(), file);
    }
    throw UserError.failure(
        "%s holds no autoencoder: there is no %s; train one into that folder, or give its sizes as"
            + " autoencoder.",
        folder, CONFIG);
  }

  /** Writes both files, the sizes last. */
  static void write(Path folder, AutoencoderConfig config, Weights weights) {
    weights.save(folder.resolve(ModelFolder.AUTOENCODER), TensorType.F32, Map.of());
    JsonFile.write(folder.resolve(CONFIG), config);
  }

  /** Reads the weights. */
  Weights weights(NDManager manager) {
    return Weights.load(file, Autoencoder.parameters(config), name -> false, manager);
  }
}
