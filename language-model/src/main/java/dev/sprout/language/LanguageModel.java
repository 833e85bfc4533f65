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
   * @param codes in the codebook of the picture tokenizer
   * @param length ids a picture
   * @param compute where and how precisely
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

  /** Its text pieces. */
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * What it says of pictures.
   *
   * @param ids of each picture
   * @param prompt words behind the picture, such as a question; empty for a caption
   */
  public List<String> generate(List<int[]> ids, String prompt, Decoding decoding) {
    return hypotheses(ids, prompt, decoding).stream().map(each -> each.get(0).text()).toList();
  }

  /**
   * What may be said of a picture.
   *
   * @param logProbability of it after the picture, at most 0
   */
  public record ScoredText(String text, double logProbability) {}

  /** Like {@link #generate}, all that the beams found of each picture, best first. */
  public List<List<ScoredText>> hypotheses(List<int[]> ids, String prompt, Decoding decoding) {
    long[] asked = prompt.isBlank() ? new long[0] : tokenizer.encode(prompt);
    List<long[]> prompts =
        ids.stream().map(picture -> join(begin, pictures.ids(picture), asked)).toList();
    return textDecoder.hypotheses(prompts, decoding).stream()
        .map(each -> each.stream().map(this::scored).toList())
        .toList();
  }

  private ScoredText scored(Continuation said) {
    return new ScoredText(tokenizer.decode(said.ids()).strip(), said.logProbability());
  }

  /** Pictures that texts ask for, as ids. */
  public List<int[]> generateImageIds(List<String> texts, Decoding decoding) {
    long[] open = {pictures.begin()};
    List<long[]> prompts =
        texts.stream().map(text -> join(begin, tokenizer.encode(text), open)).toList();
    return imageDecoder.decode(prompts, decoding).stream()
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
    tokenizer.close();
    manager.close();
  }
}
