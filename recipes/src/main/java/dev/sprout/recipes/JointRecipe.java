package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedInitialisation;
import dev.sprout.seed.SeedLoss;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.training.ClassInitialisation;
import dev.sprout.xar.training.LatentSet;
import dev.sprout.xar.training.XarTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recipe of a tokenizer and a generator that learn together over a fixed autoencoder's latents;
 * writes a model folder with a tokenizer and a generator whose prefix is its ids.
 */
final class JointRecipe implements Recipe<JointRecipe.Config> {
  private static final int SHOWN = 8;

  /**
   * Configuration file; folders are relative to it.
   *
   * @param name name of the model
   * @param description description in one line
   * @param autoencoderFolder folder of a trained autoencoder, or a model folder
   * @param startTokenizerFolder model folder whose tokenizer and vocabulary are trained further;
   *     null for fresh ones
   * @param startWith what of that tokenizer: {@code tokenizer} or {@code vision}
   * @param startGeneratorFolder model folder whose generator is trained further; null for a fresh
   *     one
   * @param pieces text pieces of the vocabulary, beside image ids, 1 to 100,000
   * @param seed sizes of the tokenizer
   * @param xar sizes of the generator
   * @param objective batch, loss weights, parts and views
   * @param training options of the run
   * @param defaults default sampling options of the model
   */
  record Config(
      String name,
      String description,
      String autoencoderFolder,
      @Default("null") String startTokenizerFolder,
      @Default("\"tokenizer\"") JointStart.Parts startWith,
      @Default("null") String startGeneratorFolder,
      int pieces,
      SeedSizes seed,
      XarRecipe.Sizes xar,
      JointTraining.Options objective,
      TrainingOptions training,
      ModelConfig.Defaults defaults)
      implements Configuration {
    Config {
      Require.between("pieces", pieces, 1, Vocabulary.MOST_PIECES);
      seed.requireNoHead();
    }
  }

  @Override
  public String name() {
    return "joint";
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
    return true;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    NDManager manager = context.manager();
    AutoencoderFolder files =
        AutoencoderFolder.read(context.part("autoencoderFolder", config.autoencoderFolder()));
    Weights autoencoder = files.weights(manager);
    PictureBatches pictures =
        context.own(new PictureBatches(context.source(), files.config().imageSize(), 0));
    LatentSet latents =
        LatentSet.encode(
            new Autoencoder(files.config(), autoencoder),
            pictures,
            context.source().size(),
            manager);
    PictureClasses classes = PictureClasses.of(context.examples());
    int[] trained = context.trained();
    TextTokenizer words = context.own(vocabulary(config, context));
    SeedConfig seed = config.seed().over(0, words.require("<img_00000>"));
    ModelConfig model =
        model(config, files.config().withLatentScale(scale(config, latents, context)), classes);
    Weights weights =
        JointModel.join(
            tokenizer(config, seed, context),
            generator(config, model, latents, classes, context),
            manager.newSubManager());
    JointModel parts = new JointModel(seed, model, autoencoder);
    int[] shown = shown(trained);
    return new JointTraining(
        parts,
        weights,
        new XarTraining.TrainingSet(
            latents, model.autoencoder().latentScale(), classes.labels(), trained),
        compared(seed, model, classes, words, context),
        config.objective(),
        config.training(),
        new JointPreview(parts, pictures.pictures(shown), manager),
        manager);
  }

  /** Training pictures to show, from all over the source. */
  private static int[] shown(int[] trained) {
    int count = Math.min(SHOWN, trained.length);
    return IntStream.range(0, count)
        .map(i -> trained[(int) ((2L * i + 1) * trained.length / (2L * count))])
        .toArray();
  }

  private static TextTokenizer vocabulary(Config config, RecipeContext context) {
    Path folder = context.out().resolve(ModelFolder.SEED);
    AtomicFile.makeFolder(folder);
    String start =
        config.startWith() == JointStart.Parts.TOKENIZER ? config.startTokenizerFolder() : null;
    return new Vocabulary(start, config.pieces(), config.seed().codes())
        .open("startTokenizerFolder", context, folder);
  }

  /** Latent scale: measured, or that of the generator which is trained further. */
  private static double scale(Config config, LatentSet latents, RecipeContext context) {
    return config.startGeneratorFolder() == null
        ? latents.unitScale(config.training().seed())
        : JointStart.latentScale(
            context.part("startGeneratorFolder", config.startGeneratorFolder()));
  }

  private static ModelConfig model(
      Config config, AutoencoderConfig autoencoder, PictureClasses classes) {
    PrefixConfig prefix = new PrefixConfig(SeedSizes.QUERIES, config.seed().codeWidth());
    return new ModelConfig(
        config.name(),
        config.description(),
        autoencoder,
        config.xar().over(autoencoder, classes.count()).withPrefix(prefix),
        classes.concepts(),
        classes.styles(),
        config.defaults());
  }

  private static Weights tokenizer(Config config, SeedConfig seed, RecipeContext context) {
    Weights weights = SeedInitialisation.weights(seed, config.training().seed(), context.manager());
    if (config.startTokenizerFolder() != null) {
      JointStart.tokenizer(
          context.part("startTokenizerFolder", config.startTokenizerFolder()),
          seed,
          weights,
          config.startWith());
    }
    return weights;
  }

  private static Weights generator(
      Config config,
      ModelConfig model,
      LatentSet latents,
      PictureClasses classes,
      RecipeContext context) {
    Weights weights =
        Weights.initialise(
            XarNetwork.parameters(model.xar()), config.training().seed(), context.manager());
    if (config.startGeneratorFolder() == null) {
      int[] labelled = IntStream.of(context.trained()).filter(classes::hasConcept).toArray();
      ClassInitialisation.apply(weights, latents, classes.labels(), labelled);
    } else {
      JointStart.generator(
          context.part("startGeneratorFolder", config.startGeneratorFolder()), model, weights);
    }
    return weights;
  }

  private static SeedLoss.Set compared(
      SeedConfig seed,
      ModelConfig model,
      PictureClasses classes,
      TextTokenizer words,
      RecipeContext context) {
    List<String> concepts = model.conceptNames();
    return new SeedLoss.Set(
        context.own(PictureBatches.load(context.source(), seed.imageSize())),
        new ConceptTrainingTexts(context.examples(), concepts, words, seed.textLength()),
        picture ->
            classes.hasConcept(picture)
                ? Math.toIntExact(classes.labels()[picture][0])
                : SeedLoss.NO_CONCEPT);
  }
}
