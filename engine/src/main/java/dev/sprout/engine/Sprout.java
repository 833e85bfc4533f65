package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.language.Decoding;
import dev.sprout.language.LanguageModel;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.PromptFormat;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole engine for other programs: pictures to words and words to pictures.
 *
 * <pre>{@code
 * try (Sprout sprout = Sprout.load(Path.of("models/emoji"))) {
 *   String words = sprout.caption(Picture.read(Path.of("photo.png")));
 *   Picture picture = sprout.generate("red apple", 0);
 * }
 * }</pre>
 *
 * <p>Thread-safe; pictures are drawn by one thread at a time. Closing frees the native memory.
 */
public final class Sprout implements AutoCloseable {
  /** Captions followed at once by default. */
  public static final int BEAMS = 8;

  private static final int MOST_WORDS = 48;

  /**
   * By which the tokenizer's similarities are divided to be log-probabilities. It was trained with
   * 0.07; between a half and a quarter of it most trained pictures get their names.
   */
  private static final double CAPTION_TEMPERATURE = 0.025;

  /** Texts whose ids are written at once. */
  private static final int TOGETHER = 32;

  private final SeedTokenizer tokenizer;
  private final LanguageModel language;
  private final PicturePipeline generator;
  private final ConceptRecall slot;
  private final Path folder;
  private List<float[]> names;

  private Sprout(
      Path folder,
      SeedTokenizer tokenizer,
      LanguageModel language,
      PicturePipeline generator,
      ConceptRecall slot) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.language = language;
    this.generator = generator;
    this.slot = slot;
  }

  /** Whether a model folder has all that {@link #load} needs. */
  public static boolean isIn(Path folder) {
    return Files.isDirectory(folder.resolve(ModelFolder.SEED))
        && Files.isDirectory(folder.resolve(ModelFolder.LANGUAGE));
  }

  /** Loads a model folder, float32, on the best device there is. */
  public static Sprout load(Path folder) {
    return load(folder, Compute.best());
  }

  /**
   * Loads a model folder: a generator with the folders {@code seed} and {@code language} in it, or
   * these two alone for captions and answers.
   *
   * @throws UserError when something is missing, broken or doesn't fit
   */
  public static Sprout load(Path folder, Compute compute) {
    if (!isIn(folder)) {
      throw UserError.failure(
          "%s neither reads nor writes words: accepted is a model folder with %s and %s in it",
          folder, ModelFolder.SEED, ModelFolder.LANGUAGE);
    }
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      SeedTokenizer tokenizer = SeedTokenizer.load(folder.resolve(ModelFolder.SEED), compute);
      opened.add(tokenizer);
      int codes = tokenizer.config().codes();
      LanguageModel language =
          LanguageModel.load(
              folder.resolve(ModelFolder.LANGUAGE), codes, tokenizer.config().queries(), compute);
      opened.add(language);
      PicturePipeline generator = null;
      ConceptRecall slot = null;
      if (Files.exists(folder.resolve(ModelConfig.FILE))) {
        generator = PicturePipeline.load(folder, true, compute);
        opened.add(generator);
        checkFit(folder, tokenizer.config(), generator.embeddingWidth());
        slot = new ConceptRecall(ClassTable.read(folder));
      }
      return new Sprout(folder, tokenizer, language, generator, slot);
    } catch (RuntimeException e) {
      opened.forEach(Sprout::closeQuietly);
      throw e;
    }
  }

  private static void checkFit(Path folder, SeedConfig tokenizer, int wanted) {
    if (tokenizer.embedding() != wanted) {
      throw UserError.failure(
          "%s: ids become embeddings of %d, the generator's class slot has %d: they don't belong"
              + " together",
          folder, tokenizer.embedding(), wanted);
    } else if (!tokenizer.hasText()) {
      throw UserError.failure(
          "%s: the tokenizer has no text branch, by which the generator's concepts are found",
          folder);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception ignored) {
      // what made loading fail is reported
    }
  }

  /**
   * The generator, to be used by one thread at a time.
   *
   * @throws UserError when the model has none and only says what pictures show
   */
  public PicturePipeline generator() {
    if (generator == null) {
      throw UserError.failure("this model has no generator: it reads pictures and draws none");
    }
    return generator;
  }

  /**
   * Tells the weights of all three, which text to picture depends on, from others: 32 hexadecimal
   * digits, 16 without a generator. Reads the files of tokenizer and language model.
   */
  public String hash() {
    List<Path> files = new ArrayList<>(SeedFolder.of(folder.resolve(ModelFolder.SEED)).files());
    files.addAll(LlamaCheckpoint.files(folder.resolve(ModelFolder.LANGUAGE)));
    String words = FileHash.of(files.toArray(Path[]::new));
    return generator == null ? words : generator.card().hash() + words;
  }

  /** What a picture shows, in a few words. */
  public String caption(Picture picture) {
    return captions(List.of(picture), "", BEAMS).get(0);
  }

  /**
   * What pictures show: of all that the beams found, what is likeliest by the language model, which
   * read the ids, and the tokenizer, which saw the picture, together.
   *
   * @param prompt words that the caption goes on from; may be empty
   * @param beams captions followed at once, 1..64
   */
  public List<String> captions(List<Picture> pictures, String prompt, int beams) {
    Decoding decoding = Decoding.beamSearch(beams, MOST_WORDS);
    if (beams == 1 || !tokenizer.config().hasText()) {
      return language.generate(tokenize(pictures), prompt, decoding);
    }
    List<SeedTokenizer.Seen> seen = tokenizer.look(pictures, Preprocessing.SQUASH_BILINEAR);
    List<int[]> ids = seen.stream().map(SeedTokenizer.Seen::ids).toList();
    List<List<LanguageModel.ScoredText>> choices = language.hypotheses(ids, prompt, decoding);
    List<float[]> read =
        textVectors(
            choices.stream().flatMap(List::stream).map(LanguageModel.ScoredText::text).toList());
    List<String> captions = new ArrayList<>();
    int first = 0;
    for (int k = 0; k < pictures.size(); k++) {
      List<LanguageModel.ScoredText> own = choices.get(k);
      captions.add(best(own, read.subList(first, first + own.size()), seen.get(k).vector()));
      first += own.size();
    }
    return captions;
  }

  /** What both the language model and the tokenizer find likely of a picture. */
  private static String best(
      List<LanguageModel.ScoredText> choices, List<float[]> read, float... seen) {
    String best = "";
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < choices.size(); i++) {
      double likely =
          choices.get(i).logProbability() + product(seen, read.get(i)) / CAPTION_TEMPERATURE;
      if (likely > most) {
        most = likely;
        best = choices.get(i).text();
      }
    }
    return best;
  }

  /** The answer to a question about a picture. */
  public String ask(Picture picture, String question) {
    List<int[]> ids = tokenize(List.of(picture));
    return language
        .generate(ids, PromptFormat.question(question), Decoding.greedy(MOST_WORDS))
        .get(0);
  }

  /** Pictures as ids, 32 each. */
  public List<int[]> tokenize(List<Picture> pictures) {
    return tokenize(pictures, Preprocessing.SQUASH_BILINEAR);
  }

  /** Pictures as ids, 32 each, brought to the tokenizer's size in another way. */
  public List<int[]> tokenize(List<Picture> pictures, Preprocessing preprocessing) {
    return tokenizer.ids(pictures, preprocessing);
  }

  /**
   * A picture of ids.
   *
   * @param seed of the generator's noise
   * @throws UserError when they are not 32 ids of the codebook
   */
  public Picture detokenize(int[] ids, long seed) {
    return draw(subjects(List.of(ids)), seed).get(0);
  }

  /** A picture of what a text says, in the model's first style. */
  public Picture generate(String prompt, long seed) {
    LabelSet subject = imagine(List.of(prompt), null, seed, CandidateOptions.DEFAULT).get(0);
    return draw(List.of(subject), seed).get(0);
  }

  /**
   * What to draw for texts; picture k depends on its text and seed + k alone.
   *
   * @param style one of the model's, or null for its first
   * @throws UserError when there is no such style
   */
  public List<LabelSet> imagine(
      List<String> texts, String style, long seed, CandidateOptions imagination) {
    String chosen = style(style);
    List<LabelSet> subjects = new ArrayList<>();
    for (int begin = 0; begin < texts.size(); begin += TOGETHER) {
      List<String> some = texts.subList(begin, Math.min(texts.size(), begin + TOGETHER));
      subjects.addAll(imagineSome(some, chosen, seed + begin, imagination));
    }
    return subjects;
  }

  private List<LabelSet> imagineSome(
      List<String> texts, String style, long seed, CandidateOptions imagination) {
    int candidates = imagination.temperature() == 0 ? 1 : imagination.candidates();
    List<String> requests = new ArrayList<>();
    for (String text : texts) {
      String request = style == null ? text : PromptFormat.styled(text, style);
      requests.addAll(Collections.nCopies(candidates, request));
    }
    Decoding decoding =
        new Decoding(
            imagination.temperature(), imagination.topP(), 0, 1, MOST_WORDS, seed * candidates);
    List<int[]> ids = language.generateImageIds(requests, decoding);
    List<float[]> asked = textVectors(texts);
    List<float[]> said = tokenizer.pictureVectors(ids);
    List<int[]> chosen = new ArrayList<>();
    List<double[]> named = new ArrayList<>();
    for (int k = 0; k < texts.size(); k++) {
      int first = k * candidates;
      int best = first + nearest(asked.get(k), said.subList(first, first + candidates));
      chosen.add(ids.get(best));
      named.add(named(said.get(best), asked.get(k)));
    }
    return subjects(texts, chosen, named, style);
  }

  private List<float[]> textVectors(List<String> texts) {
    int length = tokenizer.config().textLength();
    return tokenizer.textVectors(
        texts.stream()
            .map(text -> PromptFormat.padded(language.tokenizer(), text, length))
            .toList());
  }

  /** Which of some unit vectors is nearest to one. */
  private static int nearest(float[] wanted, List<float[]> vectors) {
    int best = 0;
    for (int i = 1; i < vectors.size(); i++) {
      best = product(wanted, vectors.get(i)) > product(wanted, vectors.get(best)) ? i : best;
    }
    return best;
  }

  /**
   * What to draw for ids.
   *
   * @throws UserError when they are not 32 ids of the codebook each
   */
  public List<LabelSet> subjects(List<int[]> ids) {
    generator(); // without one there is nothing to draw with
    List<double[]> named = tokenizer.pictureVectors(ids).stream().map(said -> named(said)).toList();
    return subjects(Collections.nCopies(ids.size(), ""), ids, named, null);
  }

  private List<LabelSet> subjects(
      List<String> names, List<int[]> ids, List<double[]> named, String style) {
    List<float[]> embeddings = tokenizer.embeddings(ids);
    return IntStream.range(0, ids.size())
        .mapToObj(
            k ->
                LabelSet.embedded(names.get(k), slot.recall(embeddings.get(k), named.get(k), style))
                    .inStyle(style))
        .toList();
  }

  /** How near vectors are together to the name of each concept that the generator has a row of. */
  private double[] named(float[]... vectors) {
    return names().stream()
        .mapToDouble(name -> Stream.of(vectors).mapToDouble(v -> product(v, name)).sum())
        .toArray();
  }

  private synchronized List<float[]> names() {
    if (names == null) {
      names = textVectors(slot.concepts());
    }
    return names;
  }

  private List<Picture> draw(List<LabelSet> subjects, long seed) {
    PicturePipeline drawing = generator();
    synchronized (drawing) {
      SamplingOptions options = SamplingOptions.of(drawing.card().defaults());
      return drawing.generate(PictureRequest.of(subjects, seed, options), done -> {});
    }
  }

  private String style(String named) {
    List<String> styles = generator().card().styles();
    if (named != null && !styles.contains(named)) {
      throw UserError.badRequest(
          "--style is %s; accepted are %s", named, styles.isEmpty() ? "none" : styles);
    }
    return named == null && !styles.isEmpty() ? styles.get(0) : named;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * (double) b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    tokenizer.close();
    language.close();
    if (generator != null) {
      generator.close();
    }
  }
}
