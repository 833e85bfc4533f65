package dev.sprout.recipes;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.seed.DetokenizerTraining;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedLoss;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.ClassTable;
import java.nio.file.Path;

/**
 * Recipe of a tokenizer's de-tokenizer, from ids to the generator's class embeddings; writes the
 * whole tokenizer.
 */
final class DetokenizerRecipe implements Recipe<DetokenizerRecipe.Config> {

  /**
   * Batch, views and noise of the ids.
   *
   * @param batch pictures per batch, ≥ 1
   * @param views distorted views per picture, beside the plain one, 0 to 1000
   * @param distortion strength of the distortion, 0 (none) to 5; 1 is slight
   * @param noise share of ids replaced by random ones, in [0, 1)
   */
  record Objective(int batch, int views, double distortion, double noise) {
    Objective {
      Require.between("views", views, 0, PictureIds.MOST_VIEWS);
      Require.between("distortion", distortion, 0, SeedLoss.STRONGEST_DISTORTION);
      new DetokenizerTraining.Options(batch, noise);
    }

    DetokenizerTraining.Options options() {
      return new DetokenizerTraining.Options(batch, noise);
    }
  }

  /**
   * Configuration file; folders are relative to it.
   *
   * @param tokenizerFolder folder of the trained tokenizer
   * @param generatorFolder model folder whose class embeddings are the targets
   * @param objective batch, views and noise
   * @param training options of the run
   */
  record Config(
      @SerializedName(value = "tokenizerFolder", alternate = "tokenizer") String tokenizerFolder,
      @SerializedName(value = "generatorFolder", alternate = "generator") String generatorFolder,
      @SerializedName(value = "objective", alternate = "data") Objective objective,
      TrainingOptions training)
      implements Configuration {}

  @Override
  public String name() {
    return "detokenizer";
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
    Path tokenizer = context.part("tokenizerFolder", config.tokenizerFolder());
    Path generator = context.part("generatorFolder", config.generatorFolder());
    SeedFolder files = SeedFolder.of(tokenizer);
    ClassTable classes = ClassTable.read(generator);
    checkFit(tokenizer, files.config(), classes);
    int[] trained = context.trained();
    ClassTargets targets = ClassTargets.of(generator, classes, context.examples(), trained);
    PictureIds ids = ids(tokenizer, config.objective(), context);
    TextTokenizer.copy(tokenizer, context.out());
    return new DetokenizerTraining(
        files.config(),
        files.weights(context.manager()),
        trained,
        ids::view,
        targets,
        config.training().seed(),
        config.objective().options(),
        context.manager());
  }

  private static void checkFit(Path tokenizer, SeedConfig config, ClassTable classes) {
    if (config.embedding() != classes.width()) {
      throw UserError.badRequest(
          "%s has generation embeddings of width %d; the generator's class embeddings have %d",
          tokenizer, config.embedding(), classes.width());
    }
  }

  private static PictureIds ids(Path tokenizer, Objective objective, RecipeContext context) {
    Compute compute = new Compute(context.device(), Precision.FP32);
    try (SeedTokenizer frozen = SeedTokenizer.load(tokenizer, compute)) {
      return PictureIds.of(
          frozen, context.source(), context.trained(), objective.views(), objective.distortion());
    }
  }
}
