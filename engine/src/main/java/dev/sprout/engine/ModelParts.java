package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.language.Familiarity;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LanguageModel;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.pipeline.PicturePipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Networks of one model folder, each loaded at first use: captions need no generator, classes no
 * language model. Thread-safe. Closing frees the native memory.
 */
final class ModelParts implements AutoCloseable {
  private final Path folder;
  private final LoadOptions options;
  private final Lazy<SeedTokenizer> tokenizer = new Lazy<>(this::loadTokenizer);
  private final Lazy<LanguageModel> language = new Lazy<>(this::loadLanguage);
  private final Lazy<PicturePipeline> pipeline = new Lazy<>(this::loadPipeline);
  private final Lazy<Optional<KnownWords>> knownWords = new Lazy<>(this::readKnownWords);
  private final Lazy<Supplier<String>> wordsHash =
      new Lazy<>(() -> FileHash.inBackground(this::wordFiles));

  ModelParts(Path folder, LoadOptions options) {
    this.folder = folder;
    this.options = options;
  }

  static boolean hasWords(Path folder) {
    return Files.isDirectory(folder.resolve(ModelFolder.SEED))
        && Files.isDirectory(folder.resolve(ModelFolder.LANGUAGE));
  }

  boolean hasWords() {
    return hasWords(folder);
  }

  static boolean hasTokenizer(Path folder) {
    return Files.isDirectory(folder.resolve(ModelFolder.SEED));
  }

  static boolean hasGenerator(Path folder) {
    return Files.exists(folder.resolve(ModelConfig.FILE));
  }

  boolean hasTokenizer() {
    return hasTokenizer(folder);
  }

  LoadOptions options() {
    return options;
  }

  SeedTokenizer tokenizer() {
    return tokenizer.get();
  }

  LanguageModel language() {
    return language.get();
  }

  PicturePipeline pipeline() {
    return pipeline.get();
  }

  /**
   * Words that the language model has been trained on: those of the adapter's folder if there is
   * one; else those of its own folder; else those of the generator's concepts and styles.
   */
  Optional<KnownWords> knownWords() {
    return knownWords.get();
  }

  private Optional<KnownWords> readKnownWords() {
    if (options.adapter() != null) {
      return KnownWords.read(options.adapter());
    }
    Optional<KnownWords> written = KnownWords.read(folder.resolve(ModelFolder.LANGUAGE));
    if (written.isPresent() || Files.notExists(folder.resolve(ModelConfig.FILE))) {
      return written;
    }
    ModelConfig config = ModelConfig.read(folder);
    List<String> texts = new ArrayList<>(config.styles());
    for (ModelConfig.Concept concept : config.concepts()) {
      texts.add(concept.name());
      texts.addAll(concept.keywords());
    }
    return Optional.of(KnownWords.of(texts));
  }

  /** Captioner of pictures. */
  Captioner captioner() {
    Path language = folder.resolve(ModelFolder.LANGUAGE);
    return new Captioner(tokenizer(), language(), knownWords(), Familiarity.read(language));
  }

  /** Starts loading tokenizer and language model beside other work. */
  void prefetchWords() {
    CompletableFuture<?> unused = // a failure shows where the part is first needed
        CompletableFuture.allOf(
            CompletableFuture.runAsync(language::get), CompletableFuture.runAsync(wordsHash::get));
  }

  private SeedTokenizer loadTokenizer() {
    if (!hasTokenizer()) {
      requireWords();
    }
    return SeedTokenizer.load(folder.resolve(ModelFolder.SEED), options.compute());
  }

  private LanguageModel loadLanguage() {
    requireWords();
    SeedConfig pictures = tokenizer().config();
    return LanguageModel.load(
        folder.resolve(ModelFolder.LANGUAGE),
        options.adapter(),
        pictures.codes(),
        pictures.queries(),
        options.compute());
  }

  private PicturePipeline loadPipeline() {
    if (hasWords() && !hasGenerator(folder)) {
      throw UserError.failure("%s has no generator, so it can't draw pictures", folder);
    }
    return PicturePipeline.load(folder, options.weights(), options.compute());
  }

  /** Prompt encoder by image ids, with the parts checked to match. */
  LanguagePrompts languagePrompts() {
    if (!tokenizer().config().hasText()) {
      throw UserError.failure("%s: the tokenizer has no text branch, which prompts need", folder);
    }
    List<String> styles = pipeline().classes().styles();
    IdDecoder decoder = pipeline().prefix() == null ? recalledClasses() : prefixCodes();
    boolean learnedInstructions =
        Familiarity.read(folder.resolve(ModelFolder.LANGUAGE))
            .map(Familiarity::instructions)
            .orElse(true); // a published model says nothing
    return new LanguagePrompts(
        tokenizer(), language(), knownWords(), styles, learnedInstructions, decoder);
  }

  /** Decoder of ids for a generator with a prefix. */
  PrefixCodes prefixCodes() {
    return new PrefixCodes(tokenizer(), pipeline().prefix(), pipeline().classes().noClass());
  }

  private RecalledClasses recalledClasses() {
    int wanted = pipeline().classes().width();
    int embedding = tokenizer().config().embedding();
    if (embedding != wanted) {
      throw UserError.failure(
          "%s: the tokenizer's generation embeddings have width %d, the generator's class"
              + " embeddings %d; these parts don't match",
          folder, embedding, wanted);
    }
    ClassTable classes = pipeline().classes();
    TextEmbedder texts = new TextEmbedder(tokenizer(), language().tokenizer());
    String key = NameEmbeddings.key(wordsHash().get(), classes.concepts());
    List<float[]> names = NameEmbeddings.of(folder, key, classes.concepts(), texts);
    return new RecalledClasses(tokenizer(), classes, names);
  }

  /**
   * Hash of tokenizer and, where there is one, language model, 16 hexadecimal digits. The first
   * call starts computing it, {@code get} waits for it.
   */
  Supplier<String> wordsHash() {
    if (!hasTokenizer()) {
      requireWords();
    }
    return wordsHash.get();
  }

  private List<Path> wordFiles() {
    List<Path> files = new ArrayList<>(SeedFolder.of(folder.resolve(ModelFolder.SEED)).files());
    if (hasWords()) {
      files.addAll(LlamaCheckpoint.files(folder.resolve(ModelFolder.LANGUAGE)));
    }
    if (options.adapter() != null) {
      files.addAll(LlamaCheckpoint.adapterFiles(options.adapter()));
    }
    return files;
  }

  /** Stores the text embeddings of all concept names, which shortens later starts. */
  void writeNameEmbeddings() {
    List<String> names = pipeline().classes().concepts();
    TextEmbedder texts = new TextEmbedder(tokenizer(), language().tokenizer());
    NameEmbeddings.write(folder, NameEmbeddings.key(wordsHash().get(), names), texts.embed(names));
  }

  /** Refuses an adapter of the language model where that has no part in the work. */
  void refuseAdapter(String work) {
    if (options.adapter() != null) {
      throw UserError.unusable(
          "adapter", "is for the language model, which has no part in %s; leave it out", work);
    }
  }

  private void requireWords() {
    if (!hasWords()) {
      throw UserError.failure(
          "%s has no tokenizer or language model: accepted is a model folder with folders %s and %s",
          folder, ModelFolder.SEED, ModelFolder.LANGUAGE);
    }
  }

  /** Stores the name embeddings and closes. */
  void storeAndClose() {
    try (ModelParts parts = this) {
      parts.writeNameEmbeddings();
    }
  }

  @Override
  public void close() {
    tokenizer.made().ifPresent(SeedTokenizer::close);
    language.made().ifPresent(LanguageModel::close);
    pipeline.made().ifPresent(PicturePipeline::close);
  }
}
