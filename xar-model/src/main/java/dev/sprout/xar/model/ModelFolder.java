package dev.sprout.xar.model;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the parts of a model are. Weights are safetensors or, where these are missing, the folder's
 * only xAR checkpoint ({@code .pth}) and only autoencoder ({@code .ckpt}). A folder of released
 * files, as they were downloaded, needs no {@code config.json}. Immutable.
 *
 * @param config what the model is
 * @param autoencoder file of the autoencoder's weights
 * @param xar file of the generator's weights
 * @param part of {@code xar} that holds the weights, or null where it is not divided
 */
public record ModelFolder(ModelConfig config, Path autoencoder, Path xar, String part) {
  /** Weights of the autoencoder in a folder with {@code config.json}. */
  public static final String AUTOENCODER = "autoencoder.safetensors";

  /** Weights of the generator in a folder with {@code config.json}. */
  public static final String XAR = "xar.safetensors";

  /** Folder of the SEED tokenizer inside a model folder that reads and writes words. */
  public static final String SEED = "seed";

  /** Folder of the language model inside a model folder that reads and writes words. */
  public static final String LANGUAGE = "language";

  private static final String AVERAGES = "model_ema";

  /**
   * Finds out what a folder holds; no weights are read.
   *
   * @param choice of the weights of a training checkpoint
   * @throws UserError when it holds no model, or not the weights that are chosen
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

  /** The part to read: released files are one state dict, training checkpoints have several. */
  private static String part(Path file, WeightChoice choice) {
    List<String> parts = WeightFile.parts(file);
    boolean isTraining = parts.contains("model");
    if (choice == WeightChoice.TRAINED && !isTraining) {
      throw UserError.unusable(
          "ema", "chooses between the weights of a training checkpoint; %s holds one set", file);
    } else if (choice == WeightChoice.TRAINED || !isTraining) {
      return null;
    } else if (parts.contains(AVERAGES)) {
      return AVERAGES;
    }
    throw UserError.unavailable(
        "ema",
        "is asked for, and %s holds no averaged weights (%s); it has %s.",
        file,
        AVERAGES,
        String.join(", ", parts));
  }

  /** The file of that name, or else the only one with the extension. */
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
