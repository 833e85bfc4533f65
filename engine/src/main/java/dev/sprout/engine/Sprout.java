package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.xar.model.ModelFolder;
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
 * The whole engine for other programs: pictures to words and words to pictures.
 *
 * <pre>{@code
 * try (Sprout sprout = Sprout.load(Path.of("models/emoji"))) {
 *   String words = sprout.caption(Picture.read(Path.of("photo.png")));
 *   Picture picture = sprout.generate("red apple", 0);
 * }
 * }</pre>
 *
 * <p>Each network is loaded when it is first needed. Thread-safe; pictures are drawn for one caller
 * at a time. Closing waits for the calls that are running and frees the native memory; later calls
 * end with an {@link IllegalStateException}. An argument that is null is refused by a {@link
 * UserError}, like any other that can't be used.
 */
public final class Sprout implements AutoCloseable {
  /** Hypotheses that a caption follows by default. */
  public static final int BEAMS = 8;

  private final ModelParts parts;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private Captioner captioner;
  private TextToImage textToImage;
  private boolean isClosed;

  private Sprout(ModelParts parts) {
    this.parts = parts;
  }

  /** Opens a model folder, float32, on the best device there is. */
  public static Sprout load(Path folder) {
    return load(folder, LoadOptions.usual());
  }

  /**
   * Opens a model folder: a generator, with the folders {@code seed} and {@code language} in it for
   * words, or these two alone for captions and answers.
   *
   * @throws UserError when there is no such folder; when a network is missing, broken or doesn't
   *     fit, the first call that needs it says so
   */
  public static Sprout load(Path folder, LoadOptions options) {
    Require.present("options", options);
    Require.present("folder", folder);
    if (!Files.isDirectory(folder)) {
      throw UserError.failure(
          "%s is no model folder. Accepted is a folder with a generator, or with %s and %s in it.",
          folder, ModelFolder.SEED, ModelFolder.LANGUAGE);
    }
    return new Sprout(new ModelParts(folder, options));
  }

  /** Whether a model folder reads and writes words: it has a tokenizer and a language model. */
  public static boolean hasWords(Path folder) {
    return ModelParts.hasWords(folder);
  }

  /** What the generator is: styles, classes, picture size, defaults. */
  public ModelCard card() {
    return use(() -> parts.pipeline().card());
  }

  /** What a picture shows, in a few words. */
  public String caption(Picture picture) {
    return captions(Collections.singletonList(picture), "", BEAMS).get(0);
  }

  /**
   * What pictures show, in a few words each.
   *
   * @param prompt that the caption goes on from; may be empty
   * @param beams hypotheses followed at once, 1..64
   */
  public List<String> captions(List<Picture> pictures, String prompt, int beams) {
    requireAll(pictures);
    Require.present("prompt", prompt);
    return use(() -> captioner().captions(pictures, prompt, beams));
  }

  /** The answer to a question about a picture. */
  public String ask(Picture picture, String question) {
    Require.present("picture", picture);
    Require.present("question", question);
    return use(() -> captioner().ask(picture, question));
  }

  /** Pictures as ids, 32 each. */
  public List<int[]> tokenize(List<Picture> pictures) {
    return tokenize(pictures, Preprocessing.SQUASH_BILINEAR);
  }

  /** Pictures as ids, 32 each, brought to the tokenizer's size in another way. */
  public List<int[]> tokenize(List<Picture> pictures, Preprocessing preprocessing) {
    requireAll(pictures);
    Require.present("preprocessing", preprocessing);
    return use(() -> parts.tokenizer().ids(pictures, preprocessing));
  }

  /**
   * A picture of ids.
   *
   * @param seed of the generator's noise
   * @throws UserError when they are not 32 ids of the codebook
   */
  public Picture detokenize(int[] ids, long seed) {
    return generate(GenerationRequest.of(List.of(new Subject.Ids(ids)), seed)).get(0).picture();
  }

  /** A picture of what a text says, in the model's first style. */
  public Picture generate(String prompt, long seed) {
    return generate(GenerationRequest.of(List.of(new Subject.Prompt(prompt)), seed))
        .get(0)
        .picture();
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
   * @param finished is given each picture in order, soon after it is done
   * @throws UserError when the model can't do what is asked
   */
  public void generate(GenerationRequest request, Consumer<GeneratedPicture> finished) {
    Require.present("request", request);
    Require.present("finished", finished);
    use(
        () -> {
          textToImage().generate(request, finished);
          return null;
        });
  }

  /**
   * Draws the first picture of a request.
   *
   * @param steps is given where the picture is heading after each evaluation of the network
   */
  public GeneratedPicture watch(GenerationRequest request, Consumer<GeneratedPicture> steps) {
    Require.present("request", request);
    Require.present("steps", steps);
    return use(() -> textToImage().watch(request, steps));
  }

  /**
   * Draws the pictures between two prompts and between two seeds.
   *
   * @param finished is given each frame in order; its provenance is that of the whole strip
   */
  public void interpolate(InterpolationRequest request, Consumer<GeneratedPicture> finished) {
    Require.present("request", request);
    Require.present("finished", finished);
    use(
        () -> {
          textToImage().interpolate(request, finished);
          return null;
        });
  }

  /**
   * Stores what this model would compute at every start, in its folder: the text embeddings of the
   * names of all concepts. Of no effect on results.
   *
   * @throws UserError when the folder can't be written, or the model has no words
   */
  public void store() {
    use(
        () -> {
          parts.writeNameEmbeddings();
          return null;
        });
  }

  private static void requireAll(List<Picture> pictures) {
    Require.present("pictures", pictures).forEach(each -> Require.present("picture", each));
  }

  private synchronized Captioner captioner() {
    if (captioner == null) {
      captioner = new Captioner(parts.tokenizer(), parts.language());
    }
    return captioner;
  }

  private synchronized TextToImage textToImage() {
    if (textToImage == null) {
      textToImage = new TextToImage(parts);
    }
    return textToImage;
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
