package dev.sprout.xar.model;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of a model. Weights are safetensors or, failing these, the folder's only xAR checkpoint
 * ({@code .pth}) and only autoencoder ({@code .ckpt}). A folder of published files needs no {@code
 * config.json}. Immutable.
 *
 * @param config configuration of the model
 * @param autoencoder file of the autoencoder's weights
 * @param xar file of the generator's weights
 * @param part state dict to read from {@code xar}, or null when it holds one
 */
public record ModelFolder(ModelConfig config, Path autoencoder, Path xar, String part) {
  /** Weights of the autoencoder in a folder with {@code config.json}. */
  public static final String AUTOENCODER = "autoencoder.safetensors";

  /** Weights of the generator in a folder with {@code config.json}. */
  public static final String XAR = "xar.safetensors";

  /** Folder of the SEED tokenizer inside a multimodal model folder. */
  public static final String SEED = "seed";

  /** Folder of the language model inside a multimodal model folder. */
  public static final String LANGUAGE = "language";

  private static final String AVERAGES = "model_ema";

  /**
   * Finds a folder's files; no weights are read.
   *
   * @param choice averaged or trained weights of a checkpoint
   * @throws UserError when the folder holds no model, or not the chosen weights
   */
  public static ModelFolder of(Path folder, WeightChoice choice) {
    Path xar = weights(folder, XAR, ".pth");
    Path autoencoder = weights(folder, AUTOENCODER, ".ckpt");
    boolean undescribed =
        Files.notExists(folder.resolve(ModelConfig.FILE))
            && Files.exists(xar)
            && Files.exists(autoencoder);
    if (undescribed) {
      String part = part(xar, choice);
      ModelConfig config = PublishedModel.config(xar, part, autoencoder);
      return new ModelFolder(config, autoencoder, xar, part);
    }
    ModelConfig config = ModelConfig.read(folder);
    return new ModelFolder(config, autoencoder, xar, part(xar, choice));
  }

  /** Opens the generator's weights; to be closed by the caller. */
  public WeightFile openXar() {
    return open(xar, part);
  }

  static WeightFile open(Path file, String part) {
    return part == null ? WeightFile.open(file) : WeightFile.open(file, part);
  }

  /** State dict to read: published files hold one, training checkpoints several. */
  private static String part(Path file, WeightChoice choice) {
    List<String> parts = WeightFile.parts(file);
    boolean isTraining = parts.contains("model");
    if (choice == WeightChoice.TRAINED && !isTraining) {
      throw UserError.unusable(
          "ema",
          "has no effect: it chooses between weights of a training checkpoint, and %s holds one"
              + " set",
          file);
    } else if (choice == WeightChoice.TRAINED || !isTraining) {
      return null;
    } else if (parts.contains(AVERAGES)) {
      return AVERAGES;
    }
    throw UserError.unavailable(
        "ema",
        "is set, but %s holds no averaged weights (%s); it holds %s.",
        file,
        AVERAGES,
        String.join(", ", parts));
  }

  /** The named file, or else the only one with the extension. */
  private static Path weights(Path folder, String name, String extension) {
    Path own = folder.resolve(name);
    if (Files.exists(own) || !Files.isDirectory(folder)) {
      return own;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(extension)).toList();
      if (found.size() > 1) {
        throw UserError.failure(
            "%s holds %d files ending in %s; leave one", folder, found.size(), extension);
      }
      return found.isEmpty() ? own : found.get(0);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }
}
