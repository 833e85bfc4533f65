package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.network.PrefixConfig;
import java.util.List;
import java.util.stream.IntStream;

/** Decoder for generators with a prefix: the codes of the ids are the prefix, the class is none. */
final class PrefixCodes implements IdDecoder {
  private final SeedTokenizer tokenizer;
  private final float[] noClass;

  /**
   * Creates a decoder.
   *
   * @param noClass class embedding of pictures that only ids describe, [D]
   * @throws UserError when the prefix has other sizes than the tokenizer's codes
   */
  PrefixCodes(SeedTokenizer tokenizer, PrefixConfig prefix, float... noClass) {
    int queries = tokenizer.config().queries();
    int width = tokenizer.config().codeWidth();
    if (!prefix.equals(new PrefixConfig(queries, width))) {
      throw UserError.failure(
          "the tokenizer has %d codes of width %d, the generator's prefix %d of width %d; these"
              + " parts don't match",
          queries, width, prefix.positions(), prefix.width());
    }
    this.tokenizer = tokenizer;
    this.noClass = noClass.clone();
  }

  /** Conditions of the leading ids of pictures, which may be fewer than the tokenizer writes. */
  @Override
  public List<Condition> conditions(
      List<String> prompts, List<int[]> ids, List<List<float[]>> said, String style) {
    return IntStream.range(0, ids.size())
        .mapToObj(k -> new Condition(prompts.get(k), style, noClass, tokenizer.codes(ids.get(k))))
        .toList();
  }
}
