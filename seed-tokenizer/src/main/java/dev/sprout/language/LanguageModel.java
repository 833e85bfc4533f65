package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.language.PictureGrammar.Answer;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.random.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A language model that reads and writes pictures as ids among words (SEED-LLaMA, section 3.3).
 * Pictures it writes are always whole. Thread-safe.
 */
public final class LanguageModel implements AutoCloseable {
  private final NDManager manager;
  private final TextTokenizer words;
  private final PictureVocabulary pictures;
  private final Decoder decoder;
  private final int begin;
  private final int end;

  private LanguageModel(
      NDManager manager, TextTokenizer words, PictureVocabulary pictures, LlamaNetwork network) {
    this.manager = manager;
    this.words = words;
    this.pictures = pictures;
    this.decoder = new Decoder(network, manager);
    this.begin = words.id(BytePairTraining.BEGIN);
    this.end = words.id(BytePairTraining.END);
  }

  /**
   * Loads a language model folder: {@code config.json}, {@code tokenizer.json} and weights.
   *
   * @param codes in the codebook of the picture tokenizer
   * @param bfloat16 compute in bfloat16 instead of float32
   * @throws UserError when something is missing, broken or doesn't fit
   */
  public static LanguageModel load(Path folder, int codes, boolean bfloat16, ComputeDevice device) {
    LlamaConfig config = LlamaConfig.read(folder);
    TextTokenizer words = TextTokenizer.load(folder);
    NDManager manager = device.newManager();
    try {
      PictureVocabulary pictures = PictureVocabulary.of(words, codes);
      if (pictures.largest() >= config.vocabulary()) {
        throw UserError.failure(
            "%s: the tokenizer has ids up to %d, the network %d rows: they don't belong together",
            folder, pictures.largest(), config.vocabulary());
      }
      Weights weights = LlamaFolder.weights(folder, config, manager);
      LlamaNetwork network = new LlamaNetwork(config, weights, bfloat16, manager);
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
   * @param random the stream that picture k draws from, where something is drawn
   */
  public List<String> say(
      List<int[]> ids, String prompt, Decoding decoding, IntFunction<RandomStream> random) {
    int[] asked = prompt.isBlank() ? new int[0] : words.encode(prompt);
    List<int[]> prompts =
        ids.stream()
            .map(picture -> join(new int[] {begin}, pictures.block(picture), asked))
            .toList();
    return decoder.continuations(prompts, grammar(Answer.WORDS), decoding, random).stream()
        .map(words::decode)
        .toList();
  }

  /**
   * Pictures that texts ask for, as ids.
   *
   * @param random the stream that text k draws from, where something is drawn
   */
  public List<int[]> imagine(
      List<String> texts, Decoding decoding, IntFunction<RandomStream> random) {
    List<int[]> prompts =
        texts.stream()
            .map(text -> join(new int[] {begin}, words.encode(text), new int[] {pictures.begin()}))
            .toList();
    return decoder.continuations(prompts, grammar(Answer.PICTURE), decoding, random).stream()
        .map(pictures::codes)
        .toList();
  }

  private PictureGrammar grammar(Answer answer) {
    return new PictureGrammar(pictures, end, answer);
  }

  private static int[] join(int[]... parts) {
    return IntStream.range(0, parts.length).flatMap(i -> IntStream.of(parts[i])).toArray();
  }

  @Override
  public void close() {
    words.close();
    manager.close();
  }
}
