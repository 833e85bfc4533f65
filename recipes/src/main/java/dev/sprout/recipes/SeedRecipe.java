package dev.sprout.recipes;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.BytePairTraining;
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
import java.util.List;

/**
 * Recipe of a SEED tokenizer whose generation embeddings are a generator's class embeddings, so
 * that ids decode to pictures without a further model.
 */
final class SeedRecipe implements Recipe<SeedRecipe.Config> {
  /** Longest text in word ids. */
  static final int TEXT_LENGTH = 16;

  private static final int QUERIES = 32;
  private static final int MOST_PIECES = 100_000;

  /**
   * Sizes of the tokenizer; the rest follows from the generator and the vocabulary.
   *
   * @see SeedConfig
   */
  record Sizes(
      int imageSize,
      int patch,
      int visionWidth,
      int visionDepth,
      int visionHeads,
      int width,
      int depth,
      int heads,
      int codes,
      int codeWidth,
      int detokenizerDepth,
      List<Integer> headWidths,
      int contrastWidth) {
    Sizes {
      Require.positive("contrastWidth", contrastWidth);
      if (headWidths == null || headWidths.isEmpty()) {
        throw UserError.invalid("headWidths", headWidths, "a list of widths such as 256, 128, 32");
      }
    }

    /** All sizes, given the width of class embeddings and the size of the vocabulary. */
    SeedConfig over(int embedding, int words) {
      return new SeedConfig(
          imageSize,
          patch,
          visionWidth,
          visionDepth,
          visionHeads,
          4 * visionWidth,
          QUERIES,
          true,
          width,
          depth,
          heads,
          4 * width,
          codes,
          codeWidth,
          detokenizerDepth,
          headWidths,
          0,
          embedding,
          words,
          TEXT_LENGTH,
          contrastWidth);
    }
  }

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
      Sizes seed,
      @SerializedName(value = "objective", alternate = "data") SeedTraining.Options objective,
      TrainingOptions training)
      implements Configuration {
    Config {
      Require.between("pieces", pieces, 1, MOST_PIECES);
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
    TextTokenizer words = context.own(vocabulary(config, context));
    SeedConfig sizes = config.seed().over(classes.width(), words.require("<img_00000>"));
    Weights weights = weights(config, sizes, context);
    SeedTrainingSet set =
        new SeedTrainingSet(
            context.own(PictureBatches.load(context.source(), sizes.imageSize())),
            trained,
            new ConceptTrainingTexts(context.examples(), classes.concepts(), words, TEXT_LENGTH),
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

  /** Vocabulary: learned, or taken from the continued run or the start folder. */
  private static TextTokenizer vocabulary(Config config, RecipeContext context) {
    if (!context.resumed() && config.startFolder() != null) {
      Path model = context.part("startFolder", config.startFolder());
      TextTokenizer.copy(model.resolve(ModelFolder.LANGUAGE), context.out());
    } else if (!context.resumed()) {
      BytePairTraining.train(ConceptTexts.all(context.examples()), config.pieces())
          .write(context.out(), config.seed().codes());
    }
    return TextTokenizer.read(context.out());
  }
}
