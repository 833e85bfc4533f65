package dev.sprout.recipes;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedInitialisation;
import dev.sprout.seed.SeedTraining;
import dev.sprout.seed.SeedTrainingSet;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Path;

/**
 * Recipe of a SEED tokenizer whose generation embeddings are a generator's class embeddings, so
 * that ids decode to pictures without a further model.
 */
final class SeedRecipe implements Recipe<SeedRecipe.Config> {
  /**
   * Configuration file; folders are relative to it.
   *
   * @param generatorFolder model folder whose class embeddings are the targets
   * @param startFolder model folder whose tokenizer and vocabulary are trained further; null for
   *     fresh ones
   * @param pieces text pieces of the vocabulary, beside image ids, 1 to 100,000
   * @param seed sizes of the network
   * @param objective batch, loss weights and views
   * @param training options of the run
   */
  record Config(
      @SerializedName(value = "generatorFolder", alternate = "generator") String generatorFolder,
      @Default("null") @SerializedName(value = "startFolder", alternate = "start")
          String startFolder,
      int pieces,
      SeedSizes seed,
      @SerializedName(value = "objective", alternate = "data") SeedTraining.Options objective,
      TrainingOptions training)
      implements Configuration {
    Config {
      Require.between("pieces", pieces, 1, Vocabulary.MOST_PIECES);
      seed.requireHead();
    }
  }

  @Override
  public String name() {
    return "seed";
  }

  @Override
  public Class<Config> configuration() {
    return Config.class;
  }

  @Override
  public Need needs() {
    return Need.CONCEPTS;
  }

  @Override
  public boolean drawsPreviews() {
    return false;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    Path generator = context.part("generatorFolder", config.generatorFolder());
    ClassTable classes = ClassTable.read(generator);
    int[] trained = context.trained();
    ClassTargets targets = ClassTargets.of(generator, classes, context.examples(), trained);
    Vocabulary vocabulary =
        new Vocabulary(config.startFolder(), config.pieces(), config.seed().codes());
    TextTokenizer words = context.own(vocabulary.open("startFolder", context, context.out()));
    SeedConfig sizes = config.seed().over(classes.width(), words.require("<img_00000>"));
    Weights weights = weights(config, sizes, context);
    SeedTrainingSet set =
        new SeedTrainingSet(
            context.own(PictureBatches.load(context.source(), sizes.imageSize())),
            trained,
            new ConceptTrainingTexts(
                context.examples(), classes.concepts(), words, config.seed().textLength()),
            targets);
    return new SeedTraining(
        sizes,
        weights,
        set,
        config.objective(),
        config.training(),
        (averages, folder) -> SeedFolder.write(folder, sizes, averages),
        context.manager());
  }

  private static Weights weights(Config config, SeedConfig sizes, RecipeContext context) {
    if (config.startFolder() == null) {
      return SeedInitialisation.weights(sizes, config.training().seed(), context.manager());
    }
    Path model = context.part("startFolder", config.startFolder());
    SeedFolder start = SeedFolder.of(model.resolve(ModelFolder.SEED));
    if (!start.config().equals(sizes)) {
      throw UserError.badRequest(
          "%s has the sizes %s; the configuration asks for %s: leave out startFolder, or ask for"
              + " the same",
          model, start.config(), sizes);
    }
    return start.weights(context.manager());
  }
}
