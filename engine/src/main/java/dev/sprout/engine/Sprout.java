package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer.Encoded;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.pipeline.DrawingWatch;
import dev.sprout.xar.pipeline.ModelCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Inference engine for programs: captions, answers, image ids, and pictures of prompts.
 *
 * <pre>{@code
 * try (Sprout sprout = Sprout.load(Path.of("models/emoji"))) {
 *   String words = sprout.caption(Picture.read(Path.of("photo.png")));
 *   Picture picture = sprout.generate("red apple", 0);
 * }
 * }</pre>
 *
 * <p>Each network is loaded at first use. Thread-safe; pictures are drawn for one caller at a time.
 * Closing waits for running calls and frees the native memory; later calls throw {@link
 * IllegalStateException}. Null arguments throw {@link UserError}.
 */
public final class Sprout implements AutoCloseable {
  /** Default beam width of captions. */
  public static final int BEAMS = 8;

  /** Most pictures that {@link #draw} draws at once. */
  public static final int TOGETHER = 8;

  private final ModelParts parts;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lazy<Captioner> captioner;
  private final TextToImage textToImage;
  private boolean isClosed;

  private Sprout(ModelParts parts) {
    this.parts = parts;
    this.captioner = new Lazy<>(parts::captioner);
    this.textToImage = new TextToImage(parts);
  }

  /** Opens a model folder in float32 on the best available device. */
  public static Sprout load(Path folder) {
    return load(folder, LoadOptions.usual());
  }

  /**
   * Opens a model folder: a generator, with folders {@code seed} and {@code language} for prompts
   * and captions, or these two alone for captions and answers.
   *
   * @throws UserError when the folder is missing; missing, broken or mismatched networks throw at
   *     first use
   */
  public static Sprout load(Path folder, LoadOptions options) {
    Require.present("options", options);
    Require.present("folder", folder);
    if (!Files.isDirectory(folder)) {
      throw UserError.failure(
          "%s is no model folder; accepted is a folder with a generator, or with folders %s and %s",
          folder, ModelFolder.SEED, ModelFolder.LANGUAGE);
    }
    return new Sprout(new ModelParts(folder, options));
  }

  /** Whether a model folder has a tokenizer and a language model. */
  public static boolean hasWords(Path folder) {
    return ModelParts.hasWords(folder);
  }

  /** Whether a model folder has a tokenizer of image ids. */
  public static boolean hasTokenizer(Path folder) {
    return ModelParts.hasTokenizer(folder);
  }

  /** Whether a model folder has a generator of pictures. */
  public static boolean hasGenerator(Path folder) {
    return ModelParts.hasGenerator(folder);
  }

  /** Description of the generator: styles, classes, picture size, defaults. */
  public ModelCard card() {
    return use(() -> parts.pipeline().card());
  }

  /** Caption of a picture. */
  public String caption(Picture picture) {
    return captions(Collections.singletonList(picture), "", BEAMS).get(0);
  }

  /**
   * Texts of captions, see {@link #described}.
   *
   * @param prompt first words of every caption, without special tokens; may be empty
   * @param beams beam width, 1..64
   */
  public List<String> captions(List<Picture> pictures, String prompt, int beams) {
    return described(pictures, prompt, beams).stream().map(Caption::text).toList();
  }

  /**
   * Captions of pictures, each with what is thought of it.
   *
   * @param prompt first words of every caption, without special tokens; may be empty
   * @param beams beam width, 1..64
   */
  public List<Caption> described(List<Picture> pictures, String prompt, int beams) {
    requireAll(pictures);
    Require.present("prompt", prompt);
    return use(() -> captioner.get().captions(pictures, prompt, beams));
  }

  /** Answer to a question about a picture. */
  public String ask(Picture picture, String question) {
    return ask(picture, question, soFar -> {});
  }

  /**
   * Answer to a question about a picture, seen while it grows.
   *
   * @param growing receiver of the answer so far, whose last word may be unfinished; on any thread
   */
  public String ask(Picture picture, String question, Consumer<String> growing) {
    Require.present("picture", picture);
    Require.present("question", question);
    Require.present("growing", growing);
    return use(() -> captioner.get().ask(picture, question, growing));
  }

  /** The 32 ids of a picture that an instruction changes; refuses what {@link Chat#say} does. */
  public int[] changedIds(Picture picture, String instruction, long seed) {
    requireAll(Collections.singletonList(picture));
    Require.present("instruction", instruction);
    return use(() -> textToImage.changedIds(picture, instruction, seed));
  }

  /** Pictures as ids, 32 each. */
  public List<int[]> tokenize(List<Picture> pictures) {
    return tokenize(pictures, Preprocessing.SQUASH_BILINEAR);
  }

  /** Image ids of pictures, 32 each, with a choice of resizing. */
  public List<int[]> tokenize(List<Picture> pictures, Preprocessing preprocessing) {
    requireAll(pictures);
    Require.present("preprocessing", preprocessing);
    parts.refuseAdapter("tokenizing");
    return use(() -> parts.tokenizer().ids(pictures, preprocessing));
  }

  /** Whether the tokenizer has a text branch, which {@link #textEmbeddings} takes. */
  public boolean hasTextEmbeddings() {
    return use(() -> parts.tokenizer().config().hasText());
  }

  /**
   * Unit vectors of texts in the tokenizer's joint space of texts and pictures, [D] each.
   *
   * @throws UserError when the model has no tokenizer or language model, or no text branch
   */
  public List<float[]> textEmbeddings(List<String> texts) {
    Require.present("texts", texts).forEach(each -> Require.present("text", each));
    return use(
        () -> new TextEmbedder(parts.tokenizer(), parts.language().tokenizer()).embed(texts));
  }

  /**
   * Unit vectors of pictures in the tokenizer's joint space of texts and pictures, [D] each.
   *
   * @throws UserError when the model has no tokenizer, or no text branch
   */
  public List<float[]> pictureEmbeddings(List<Picture> pictures) {
    requireAll(pictures);
    return use(
        () -> {
          if (!parts.tokenizer().config().hasText()) {
            throw UserError.failure(
                "the tokenizer has no text branch, so it has no joint space of pictures");
          }
          return parts.tokenizer().encode(pictures, Preprocessing.SQUASH_BILINEAR).stream()
              .map(Encoded::embedding)
              .toList();
        });
  }

  /** Pixels a side of the generator's pictures. */
  public int imageSize() {
    return use(() -> parts.pipeline().imageSize());
  }

  /**
   * Reconstructions of pictures by the generator's autoencoder, in the generator's size.
   *
   * @param pictures pictures of that size, see {@link #imageSize}
   * @throws UserError when a picture has another size
   */
  public List<Picture> reconstruct(List<Picture> pictures) {
    requireAll(pictures);
    return use(() -> parts.pipeline().reconstruct(ofSize(pictures)));
  }

  /**
   * Latents of pictures by the generator's autoencoder, [z][h][w] each, scaled as the generator
   * draws them: of unit variance over its training pictures.
   *
   * @param pictures pictures of the generator's size, see {@link #imageSize}
   * @throws UserError when a picture has another size
   */
  public List<float[][][]> latents(List<Picture> pictures) {
    requireAll(pictures);
    return use(() -> parts.pipeline().latents(ofSize(pictures)));
  }

  /**
   * Picture of image ids. Models whose generator has a prefix draw any number of leading ids, the
   * first of which give the gist.
   *
   * @param seed seed of the generator's noise
   * @throws UserError when the ids are not 32 of the codebook, or 1 to 32 for a generator with a
   *     prefix
   */
  public Picture detokenize(int[] ids, long seed) {
    return generate(GenerationRequest.of(List.of(new Subject.Ids(ids)), seed)).get(0).picture();
  }

  /** Picture of a prompt, in the model's first style. */
  public Picture generate(String prompt, long seed) {
    return generate(GenerationRequest.of(List.of(new Subject.Prompt(prompt)), seed))
        .get(0)
        .picture();
  }

  /**
   * Words of a prompt that the model has never seen in training, in no inflection: what it draws
   * doesn't depend on their meaning. Prompts in which it knows no word are refused by {@link
   * #generate}. Empty for models without a language model, which look prompts up.
   */
  public List<String> unknownWords(String prompt) {
    Require.present("prompt", prompt);
    return use(() -> textToImage.unknownWords(prompt));
  }

  /** All pictures of a request, in order. */
  public List<GeneratedPicture> generate(GenerationRequest request) {
    List<GeneratedPicture> pictures = new ArrayList<>();
    generate(request, pictures::add);
    return pictures;
  }

  /**
   * Draws all pictures of a request.
   *
   * @param finished receiver of finished pictures in order
   * @throws UserError when the model doesn't accept the request
   */
  public void generate(GenerationRequest request, Consumer<GeneratedPicture> finished) {
    Require.present("request", request);
    Require.present("finished", finished);
    use(
        () -> {
          textToImage.generate(request, finished);
          return null;
        });
  }

  /**
   * Encodes the pictures of a request and checks it, so that {@link #draw} can draw them beside
   * those of other requests.
   *
   * @throws UserError when the model doesn't accept the request
   */
  public List<PreparedPicture> prepare(GenerationRequest request) {
    Require.present("request", request);
    return use(() -> textToImage.prepare(request));
  }

  /**
   * Draws prepared pictures in one batch. A picture's bytes do not depend on what is drawn beside
   * it. They may differ in the last digit from those of {@link #generate}, whose batches are of any
   * size.
   *
   * @param pictures 1 to {@link #TOGETHER}, each of which {@link PreparedPicture#fits} the first
   * @param watch observer of each evaluation, on this thread; what it throws ends the drawing and
   *     is thrown on
   * @return the pictures, numbered in this order
   */
  public List<GeneratedPicture> draw(List<PreparedPicture> pictures, DrawingWatch watch) {
    Require.between("pictures", Require.present("pictures", pictures).size(), 1, TOGETHER);
    Require.present("watch", watch);
    if (!pictures.stream().allMatch(pictures.get(0)::fits)) {
      throw UserError.badRequest("Pictures of different sampling options can't be drawn together");
    }
    return use(() -> textToImage.draw(pictures, watch));
  }

  /**
   * Draws the first picture of a request.
   *
   * @param steps receiver of the predicted clean picture after each network evaluation
   */
  public GeneratedPicture watch(GenerationRequest request, Consumer<GeneratedPicture> steps) {
    Require.present("request", request);
    Require.present("steps", steps);
    return use(() -> textToImage.watch(request, steps));
  }

  /**
   * Draws the frames between two prompts and two seeds.
   *
   * @param finished receiver of frames in order; their provenance is that of the whole strip
   */
  public void interpolate(InterpolationRequest request, Consumer<GeneratedPicture> finished) {
    Require.present("request", request);
    Require.present("finished", finished);
    use(
        () -> {
          textToImage.interpolate(request, finished);
          return null;
        });
  }

  /**
   * Stores the text embeddings of all concept names in the model folder, which shortens later
   * starts and leaves results unchanged.
   *
   * @throws UserError when the folder can't be written, or the model has no tokenizer or language
   *     model
   */
  public void store() {
    use(
        () -> {
          parts.writeNameEmbeddings();
          return null;
        });
  }

  private List<Picture> ofSize(List<Picture> pictures) {
    int size = parts.pipeline().imageSize();
    for (Picture picture : pictures) {
      if (picture.width() != size || picture.height() != size) {
        throw UserError.unusable(
            "picture",
            "has %d×%d pixels; accepted are %d×%d, as imageSize says",
            picture.width(),
            picture.height(),
            size,
            size);
      }
    }
    return pictures;
  }

  private static void requireAll(List<Picture> pictures) {
    Require.present("pictures", pictures).forEach(each -> Require.present("picture", each));
  }

  private <T> T use(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("this Sprout is closed");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Frees the native memory once the running calls are done.
   *
   * @throws IllegalStateException within such a call, as where it hands over a picture: it would
   *     wait for itself
   */
  @Override
  public void close() {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException("this Sprout can't be closed by a call that uses it");
    }
    lock.writeLock().lock();
    try {
      isClosed = true;
      parts.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
