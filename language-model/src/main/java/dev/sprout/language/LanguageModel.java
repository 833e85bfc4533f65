package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.language.PictureGrammar.Mode;
import dev.sprout.nn.ops.Compute;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A language model that reads and writes pictures as ids among words (SEED-LLaMA, section 3.3).
 * Pictures it writes are always whole. Thread-safe.
 */
public final class LanguageModel implements AutoCloseable {
  private final NDManager manager;
  private final TextTokenizer words;
  private final PictureVocabulary pictures;
  private final Decoder speaker;
  private final Decoder painter;
  private final long begin;

  private LanguageModel(
      NDManager manager, TextTokenizer words, PictureVocabulary pictures, LlamaNetwork network) {
    this.manager = manager;
    this.words = words;
    this.pictures = pictures;
    this.speaker = new Decoder(network, PictureGrammar.of(words, pictures, Mode.TEXT), manager);
    this.painter =
        new Decoder(network, PictureGrammar.of(words, pictures, Mode.ONE_PICTURE), manager);
    this.begin = words.require("<s>");
  }

  /**
   * Loads a language model folder: a {@link LlamaCheckpoint} with a {@code tokenizer.json}.
   *
   * @param codes in the codebook of the picture tokenizer
   * @param length ids a picture
   * @param compute where and how precisely
   * @throws UserError when something is missing, broken or doesn't fit
   */
  public static LanguageModel load(Path folder, int codes, int length, Compute compute) {
    TextTokenizer words = TextTokenizer.read(folder);
    NDManager manager = compute.device().newManager();
    try {
      LlamaCheckpoint checkpoint = LlamaCheckpoint.read(folder, compute.precision(), manager);
      PictureVocabulary pictures =
          PictureVocabulary.of(words, codes, length, checkpoint.config().vocabulary());
      LlamaNetwork network =
          new LlamaNetwork(checkpoint.config(), checkpoint.weights(), compute.precision(), manager);
      return new LanguageModel(manager, words, pictures, network);
    } catch (RuntimeException e) {
      words.close();
      manager.close();
      throw e;
    }
  }

  /** Its text pieces. */
  public TextTokenizer words() {
    return words;
  }

  /**
   * What it says of pictures.
   *
   * @param ids of each picture
   * @param prompt words behind the picture, such as a question; empty for a caption
   */
  public List<String> say(List<int[]> ids, String prompt, Decoding decoding) {
    return choices(ids, prompt, decoding).stream().map(each -> each.get(0).text()).toList();
  }

  /**
   * What may be said of a picture.
   *
   * @param logProbability of it after the picture, at most 0
   */
  public record Saying(String text, double logProbability) {}

  /** Like {@link #say}, all that the beams found of each picture, best first. */
  public List<List<Saying>> choices(List<int[]> ids, String prompt, Decoding decoding) {
    long[] asked = prompt.isBlank() ? new long[0] : words.encode(prompt);
    List<long[]> prompts =
        ids.stream().map(picture -> join(begin, pictures.ids(picture), asked)).toList();
    return speaker.choices(prompts, decoding).stream()
        .map(each -> each.stream().map(this::saying).toList())
        .toList();
  }

  private Saying saying(Continuation said) {
    return new Saying(words.decode(said.ids()).strip(), said.logProbability());
  }

  /** Pictures that texts ask for, as ids. */
  public List<int[]> imagine(List<String> texts, Decoding decoding) {
    long[] open = {pictures.begin()};
    List<long[]> prompts =
        texts.stream().map(text -> join(begin, words.encode(text), open)).toList();
    return painter.decode(prompts, decoding).stream()
        .map(drawn -> Arrays.stream(drawn.ids()).filter(pictures::isCode))
        .map(codes -> codes.mapToInt(pictures::code).toArray())
        .toList();
  }

  private static long[] join(long first, long[] second, long[] third) {
    return LongStream.concat(
            LongStream.of(first), LongStream.concat(LongStream.of(second), LongStream.of(third)))
        .toArray();
  }

  @Override
  public void close() {
    words.close();
    manager.close();
  }
}
