package dev.sprout.recipes;

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

/** Parts of model folders that a joint training begins with. */
final class JointStart {
  private JointStart() {}

  /**
   * Replaces a tokenizer's weights by those of a model folder. A generation embedding, which a
   * joint model doesn't have, is left out.
   *
   * @param model model folder with a tokenizer
   * @throws UserError when that has other sizes
   */
  static void tokenizer(Path model, SeedConfig wanted, Weights weights) {
    SeedFolder start = SeedFolder.of(model.resolve(ModelFolder.SEED));
    require("startTokenizerFolder", model, start.config().withoutGenerationEmbedding(), wanted);
    try (NDManager scope = weights.newScope()) {
      copy(start.weights(scope), weights);
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
              start.xar(), file, XarNetwork.parameters(config.xar()), XarNetwork::isBuffer, scope),
          weights);
    }
  }

  /** Latent scale of a model folder, which its generator was trained with. */
  static double latentScale(Path folder) {
    return ModelFolder.of(folder, WeightChoice.AVERAGED).config().autoencoder().latentScale();
  }

  private static void copy(Weights from, Weights to) {
    from.arrays()
        .forEach(
            (name, array) -> {
              if (to.arrays().containsKey(name)) {
                TorchOps.assign(to.get(name), array);
              }
            });
  }

  private static void require(String field, Path folder, Record given, Record wanted) {
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
