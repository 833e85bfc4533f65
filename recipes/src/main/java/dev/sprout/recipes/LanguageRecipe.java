package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.FullFineTuning;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.LlamaConfig;
import dev.sprout.language.LlamaNetwork;
import dev.sprout.language.Lora;
import dev.sprout.language.LoraConfig;
import dev.sprout.language.LoraTraining;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.seed.SeedLoss;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Path;
import java.util.List;

/** Recipe of a language model over text and the image ids of a SEED tokenizer. */
final class LanguageRecipe implements Recipe<LanguageRecipe.Config> {
  private static final double EPSILON = 1e-5;
  private static final double ROPE_BASE = 10_000;
  private static final int MAX_POSITIONS = 256;

  /**
   * The network's sizes; the vocabulary comes from the tokenizer.
   *
   * @see LlamaConfig
   */
  record Sizes(int width, int layers, int heads, int keyValueHeads, int hidden) {
    Sizes {
      Require.positive("width", width);
      Require.positive("layers", layers);
      Require.divisor("heads", heads, "width", width);
      Require.divisor("keyValueHeads", keyValueHeads, "heads", heads);
      Require.positive("hidden", hidden);
      config(width, layers, heads, keyValueHeads, hidden, 1);
    }

    LlamaConfig over(int vocabulary) {
      return config(width, layers, heads, keyValueHeads, hidden, vocabulary);
    }

    private static LlamaConfig config(
        int width, int layers, int heads, int keyValueHeads, int hidden, int vocabulary) {
      return new LlamaConfig(
          vocabulary,
          width,
          layers,
          heads,
          keyValueHeads,
          hidden,
          EPSILON,
          ROPE_BASE,
          MAX_POSITIONS,
          true);
    }
  }

  /**
   * Batch, precision and views.
   *
   * @param batch sequences per batch, ≥ 1
   * @param precision precision of the blocks; weights are float32
   * @param views distorted views per picture, beside the plain one, 0 to 1000
   * @param distortion strength of the distortion, 0 (none) to 5; 1 is slight
   */
  record Objective(
      int batch, @Default("\"fp32\"") Precision precision, int views, double distortion) {
    Objective {
      Require.positive("batch", batch);
      Require.present("precision", precision);
      Require.between("views", views, 0, PictureIds.MOST_VIEWS);
      Require.between("distortion", distortion, 0, SeedLoss.STRONGEST_DISTORTION);
    }
  }

  /**
   * LoRA adapters, trained in place of the whole network.
   *
   * @param targets projections with adapters, such as {@code q_proj}
   * @param trained modules trained as a whole and stored with the adapters
   * @see LoraConfig
   */
  record Adapter(
      int rank, double alpha, List<String> targets, @Default("[]") List<String> trained) {
    Adapter {
      new LoraConfig(rank, alpha, targets, trained);
    }

    LoraConfig config() {
      return new LoraConfig(rank, alpha, targets, trained);
    }
  }

  /**
   * Configuration file; folders are relative to it.
   *
   * @param tokenizerFolder folder of the tokenizer of image ids
   * @param startFolder model folder whose language model is trained further; null for fresh weights
   * @param language sizes of the network
   * @param adapter LoRA adapters to train on the network in {@code startFolder}; null trains all
   *     weights
   * @param objective batch, precision and views
   * @param training options of the run
   */
  record Config(
      @SerializedName(value = "tokenizerFolder", alternate = "tokenizer") String tokenizerFolder,
      @Default("null") @SerializedName(value = "startFolder", alternate = "start")
          String startFolder,
      Sizes language,
      @Default("null") Adapter adapter,
      @SerializedName(value = "objective", alternate = "data") Objective objective,
      TrainingOptions training)
      implements Configuration {
    Config {
      if (adapter != null && startFolder == null) {
        throw UserError.unusable("adapter", "needs startFolder, the network that it adapts");
      }
    }
  }

  @Override
  public String name() {
    return "language";
  }

  @Override
  public Class<Config> configuration() {
    return Config.class;
  }

  @Override
  public Need needs() {
    return Need.TEXTS;
  }

  @Override
  public boolean drawsPreviews() {
    return false;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    Path seed = context.part("tokenizerFolder", config.tokenizerFolder());
    TextTokenizer words = context.own(TextTokenizer.read(seed));
    LlamaConfig sizes = config.language().over(words.size());
    NDManager manager = context.manager();
    Weights weights = weights(config, sizes, context);
    TrainingSequences sequences = sequences(seed, words, config, context);
    TextTokenizer.copy(seed, context.out());
    writeKnownWords(config, context);
    Precision precision = ComputeDevice.trainingPrecision(config.objective().precision(), manager);
    int batch = config.objective().batch();
    if (config.adapter() != null) {
      LoraConfig adapter = config.adapter().config();
      Lora lora = context.own(Lora.create(adapter, weights, config.training().seed(), manager));
      return new LoraTraining(
          sizes,
          lora,
          sequences,
          batch,
          precision,
          (averages, folder) -> lora.write(folder, averages, TensorType.F16));
    }
    return new FullFineTuning(
        sizes,
        weights,
        sequences,
        batch,
        precision,
        (averages, folder) -> LlamaCheckpoint.write(folder, sizes, averages, TensorType.F16),
        manager);
  }

  /**
   * Writes the words of the training texts, beside those of the model that is trained further. If
   * that says nothing of its words, neither does this one.
   */
  private static void writeKnownWords(Config config, RecipeContext context) {
    KnownWords seen = KnownWords.of(ConceptTexts.shown(context.trainedExamples()));
    if (config.startFolder() == null) {
      seen.write(context.out());
    } else {
      Path model = context.part("startFolder", config.startFolder());
      KnownWords.read(model.resolve(ModelFolder.LANGUAGE))
          .ifPresent(before -> before.and(seen).write(context.out()));
    }
  }

  private static TrainingSequences sequences(
      Path seed, TextTokenizer words, Config config, RecipeContext context) {
    Objective objective = config.objective();
    Compute compute = new Compute(context.device(), Precision.FP32);
    try (SeedTokenizer tokenizer = SeedTokenizer.load(seed, compute)) {
      int codes = tokenizer.config().codes();
      int queries = tokenizer.config().queries();
      PictureVocabulary vocabulary = PictureVocabulary.of(words, codes, queries, words.size());
      int[] trained = context.trained();
      if (tokenizer.config().hasText()) {
        PictureLikeness.of(tokenizer, words, context).write(context.out());
      }
      PictureIds ids =
          PictureIds.of(
              tokenizer, context.source(), trained, objective.views(), objective.distortion());
      return new TrainingSequences(
          context.examples(),
          trained,
          ids,
          words,
          vocabulary,
          new SequenceLimit(words, queries + 2, MAX_POSITIONS),
          objective.batch(),
          config.training().seed());
    }
  }

  private static Weights weights(Config config, LlamaConfig sizes, RecipeContext context) {
    if (config.startFolder() == null) {
      return Weights.initialise(
          LlamaNetwork.parameters(sizes), config.training().seed(), context.manager());
    }
    Path model = context.part("startFolder", config.startFolder());
    LlamaCheckpoint start =
        LlamaCheckpoint.read(
            model.resolve(ModelFolder.LANGUAGE), Precision.FP32, context.manager());
    if (!start.config().equals(sizes)) {
      throw UserError.badRequest(
          "%s has the sizes %s; the configuration asks for %s: leave out startFolder, or ask for"
              + " the same",
          model, start.config(), sizes);
    }
    return start.weights();
  }
}
