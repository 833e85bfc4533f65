package dev.sprout.recipes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.AtomicFile;
import dev.sprout.nn.model.Weights;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokenizer and generator that are trained as one network: an array's name begins with the part
 * that it belongs to.
 *
 * @param seed sizes of the tokenizer
 * @param model configuration of the generator, whose prefix is the tokenizer's codes
 * @param autoencoder weights of the autoencoder, which isn't trained
 */
record JointModel(SeedConfig seed, ModelConfig model, Weights autoencoder) {
  /** Beginning of the names of the tokenizer's arrays. */
  static final String TOKENIZER = "tokenizer.";

  /** Beginning of the names of the generator's arrays. */
  static final String GENERATOR = "generator.";

  /** Both parts' arrays as one set, which shares their memory. */
  static Weights join(Weights tokenizer, Weights generator, NDManager manager) {
    Map<String, NDArray> all = new LinkedHashMap<>();
    tokenizer.arrays().forEach((name, array) -> all.put(TOKENIZER + name, array));
    generator.arrays().forEach((name, array) -> all.put(GENERATOR + name, array));
    return Weights.of(manager, all);
  }

  /** One part's arrays under its own names, which share the memory of all. */
  static Weights part(String beginning, Weights all, NDManager manager) {
    Map<String, NDArray> part = new LinkedHashMap<>();
    all.arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(beginning)) {
                part.put(name.substring(beginning.length()), array);
              }
            });
    return Weights.of(manager, part);
  }

  /** Writes the model folder: tokenizer, autoencoder, generator, the configuration last. */
  void export(Weights averages, Path folder) {
    Path seedFolder = folder.resolve(ModelFolder.SEED);
    AtomicFile.makeFolder(seedFolder);
    try (NDManager scope = averages.newScope()) {
      SeedFolder.write(seedFolder, seed, part(TOKENIZER, averages, scope));
      XarRecipe.export(model, autoencoder, part(GENERATOR, averages, scope), folder);
    }
  }
}
