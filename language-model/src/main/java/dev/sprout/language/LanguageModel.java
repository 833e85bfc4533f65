package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.language.PictureGrammar.Mode;
import dev.sprout.nn.ops.Compute;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A language model that takes and generates images as ids between text (SEED-LLaMA, section 3.3).
 * Generated images always have their full number of ids. Thread-safe.
 */
public final class LanguageModel implements AutoCloseable {
  private final NDManager manager;
  private final TextTokenizer tokenizer;
  private final PictureVocabulary pictures;
  private final Decoder textDecoder;
  private final Decoder imageDecoder;
  private final long begin;

  private LanguageModel(
      NDManager manager,
      TextTokenizer tokenizer,
      PictureVocabulary pictures,
      LlamaNetwork network) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.pictures = pictures;
    this.textDecoder =
        new Decoder(network, PictureGrammar.of(tokenizer, pictures, Mode.TEXT), manager);
    this.imageDecoder =
        new Decoder(network, PictureGrammar.of(tokenizer, pictures, Mode.IMAGE), manager);
    this.begin = tokenizer.require("<s>");
  }

  /** Loads a folder without an adapter, see {@link #load(Path, Path, int, int, Compute)}. */
  public static LanguageModel load(Path folder, int codes, int length, Compute compute) {
    return load(folder, null, codes, length, compute);
  }

  /**
   * Loads a language model folder: a {@link LlamaCheckpoint} with the files of a {@link
   * TextTokenizer}.
   *
   * @param adapter folder of a low-rank adapter to fold in, as PEFT and {@link Lora#write} leave
   *     it, or null
   * @param codes size of the image tokenizer's codebook
   * @param length ids an image, 32 in SEED
   * @param compute device and precision of the blocks
   * @throws UserError when something is missing, broken or doesn't fit
   */
  public static LanguageModel load(
      Path folder, Path adapter, int codes, int length, Compute compute) {
    TextTokenizer tokenizer = TextTokenizer.read(folder);
    NDManager manager = compute.device().newManager();
    try {
      LlamaCheckpoint checkpoint =
          LlamaCheckpoint.read(folder, adapter, compute.precision(), manager);
      PictureVocabulary pictures =
          PictureVocabulary.of(tokenizer, codes, length, checkpoint.config().vocabulary());
      LlamaNetwork network =
          new LlamaNetwork(checkpoint.config(), checkpoint.weights(), compute.precision(), manager);
      return new LanguageModel(manager, tokenizer, pictures, network);
    } catch (RuntimeException e) {
      tokenizer.close();
      manager.close();
      throw e;
    }
  }

  /** The model's tokenizer; closed with it. */
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * The best text after each image.
   *
   * @param ids codes of each image, 0 to {@code codes} − 1
   * @param prompt text behind each image, such as a question; blank for a caption
   * @throws UserError when an image has another number of ids, the prompt has NUL, or prompt and
   *     answer are too long
   */
  public List<String> generate(List<int[]> ids, String prompt, Decoding decoding) {
    return hypotheses(ids, prompt, decoding, Optional.empty()).stream()
        .map(each -> each.get(0).text())
        .toList();
  }

  /**
   * The text after an image, without beams.
   *
   * @param growing receiver of the text so far after each piece, on any thread
   * @see #generate(List, String, Decoding)
   */
  public String generate(int[] ids, String prompt, Decoding decoding, Consumer<String> growing) {
    return text(
        textDecoder.decode(
            afterPicture(ids, prompt), decoding, found -> growing.accept(text(found))));
  }

  private String text(Continuation found) {
    return tokenizer.decode(found.ids()).strip();
  }

  private long[] afterPicture(int[] ids, String prompt) {
    long[] text = prompt.isBlank() ? new long[0] : PromptFormat.ids(tokenizer, prompt);
    return join(begin, pictures.ids(ids), text);
  }

  /**
   * A text after an image.
   *
   * @param logProbability natural logarithm of its probability after image and prompt, at most 0
   */
  public record ScoredText(String text, double logProbability) {}

  /**
   * Like {@link #generate}, but all hypotheses of the beam search for each image, best first.
   *
   * @param guard of the words that may come, or empty for all
   */
  public List<List<ScoredText>> hypotheses(
      List<int[]> ids, String prompt, Decoding decoding, Optional<WordGuard> guard) {
    List<long[]> prompts = ids.stream().map(picture -> afterPicture(picture, prompt)).toList();
    return textDecoder.hypotheses(prompts, decoding, guard).stream()
        .map(each -> each.stream().map(found -> scored(found, guard)).toList())
        .toList();
  }

  private ScoredText scored(Continuation found, Optional<WordGuard> guard) {
    String text = text(found);
    String whole = found.finished() ? text : guard.map(words -> words.whole(text)).orElse(text);
    return new ScoredText(whole, found.logProbability());
  }

  /**
   * One image for each text, as codes from 0 to {@code codes} − 1.
   *
   * @throws UserError when a text has NUL or is too long, or {@code maxNew} leaves no room for an
   *     image
   */
  public List<int[]> generateImageIds(List<String> texts, Decoding decoding) {
    return imageIds(
        texts.stream().map(text -> join(begin, PromptFormat.ids(tokenizer, text))).toList(),
        decoding);
  }

  /**
   * One image for each image and the instruction behind it.
   *
   * @param ids codes of each image, 0 to {@code codes} − 1
   * @param instructions as many as images
   * @throws UserError when an image has another number of ids, an instruction has NUL or is too
   *     long, or {@code maxNew} leaves no room for an image
   */
  public List<int[]> changeImageIds(List<int[]> ids, List<String> instructions, Decoding decoding) {
    return imageIds(
        IntStream.range(0, ids.size())
            .mapToObj(
                i ->
                    join(
                        begin,
                        pictures.ids(ids.get(i)),
                        PromptFormat.ids(tokenizer, instructions.get(i))))
            .toList(),
        decoding);
  }

  private List<int[]> imageIds(List<long[]> before, Decoding decoding) {
    List<long[]> prompts =
        before.stream()
            .map(ids -> LongStream.concat(LongStream.of(ids), LongStream.of(pictures.begin())))
            .map(LongStream::toArray)
            .toList();
    return imageDecoder.decode(prompts, decoding).stream()
        .map(image -> Arrays.stream(image.ids()).filter(pictures::isCode))
        .map(codes -> codes.mapToInt(pictures::code).toArray())
        .toList();
  }

  private static long[] join(long first, long[]... rest) {
    return LongStream.concat(
            LongStream.of(first), Arrays.stream(rest).flatMapToLong(LongStream::of))
        .toArray();
  }

  @Override
  public void close() {
    tokenizer.close();
    manager.close();
  }
}
