package dev.sprout.recipes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.network.XarNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of model folders that a joint training begins with. */
final class JointStart {
  private JointStart() {}

  /** Parts of a tokenizer. */
  enum Parts {
    /** The vision encoder; queries, codes and text branch begin anew. */
    VISION,
    /** All but a generation embedding, which a joint model doesn't have. */
    TOKENIZER;

    private boolean include(String name) {
      return this == TOKENIZER
          || name.startsWith("visual_encoder.")
          || name.startsWith("ln_vision.");
    }
  }

  /**
   * Replaces a tokenizer's weights by those of a model folder.
   *
   * @param model model folder with a tokenizer
   * @param parts which weights
   * @throws UserError when that has other sizes
   */
  static void tokenizer(Path model, SeedConfig wanted, Weights weights, Parts parts) {
    SeedFolder start = SeedFolder.of(model.resolve(ModelFolder.SEED));
    SeedConfig given = start.config().withoutGenerationEmbedding();
    if (parts == Parts.TOKENIZER) {
      require("startTokenizerFolder", model, given, wanted);
    } else {
      require("startTokenizerFolder", model, VisionSizes.of(given), VisionSizes.of(wanted));
    }
    try (NDManager scope = weights.newScope()) {
      Map<String, NDArray> chosen = new LinkedHashMap<>(start.weights(scope).arrays());
      chosen.keySet().removeIf(name -> !parts.include(name));
      copy(chosen, weights);
    }
  }

  /** Sizes of a vision encoder. */
  private record VisionSizes(
      int imageSize, int patch, int width, int depth, int heads, int hidden) {
    static VisionSizes of(SeedConfig config) {
      return new VisionSizes(
          config.imageSize(),
          config.patch(),
          config.visionWidth(),
          config.visionDepth(),
          config.visionHeads(),
          config.visionHidden());
    }
  }

  /**
   * Replaces a generator's weights by those of a model folder; a prefix that this lacks stays.
   *
   * @param folder model folder
   * @throws UserError when that has other sizes, concepts or styles
   */
  static void generator(Path folder, ModelConfig wanted, Weights weights) {
    ModelFolder start = ModelFolder.of(folder, WeightChoice.AVERAGED);
    ModelConfig config = start.config();
    boolean addsPrefix = config.xar().prefix() == null;
    require(
        "startGeneratorFolder",
        folder,
        addsPrefix ? config.xar().withPrefix(wanted.xar().prefix()) : config.xar(),
        wanted.xar());
    require("startGeneratorFolder", folder, config.autoencoder(), wanted.autoencoder());
    requireSame(folder, "concepts", config.conceptNames().equals(wanted.conceptNames()));
    requireSame(folder, "styles", config.styles().equals(wanted.styles()));
    try (NDManager scope = weights.newScope();
        WeightFile file = start.openXar()) {
      copy(
          Weights.read(
                  start.xar(),
                  file,
                  XarNetwork.parameters(config.xar()),
                  XarNetwork::isBuffer,
                  scope)
              .arrays(),
          weights);
    }
  }

  /** Latent scale of a model folder, which its generator was trained with. */
  static double latentScale(Path folder) {
    return ModelFolder.of(folder, WeightChoice.AVERAGED).config().autoencoder().latentScale();
  }

  private static void copy(Map<String, NDArray> from, Weights to) {
    from.forEach(
        (name, array) -> {
          if (to.arrays().containsKey(name)) {
            TorchOps.assign(to.get(name), array);
          }
        });
  }

  /**
   * Checks that a folder to begin with has the sizes that a configuration asks for.
   *
   * @throws UserError naming the field and both sizes
   */
  static void require(String field, Path folder, Record given, Record wanted) {
    if (!given.equals(wanted)) {
      throw UserError.badRequest(
          "%s: %s has the sizes %s; the configuration asks for %s: leave the folder out, or ask for"
              + " the same",
          field, folder, given, wanted);
    }
  }

  private static void requireSame(Path folder, String what, boolean same) {
    if (!same) {
      throw UserError.badRequest(
          "startGeneratorFolder: the generator in %s has other %s than these pictures; train one on"
              + " them first, or leave the folder out",
          folder, what);
    }
  }
}
