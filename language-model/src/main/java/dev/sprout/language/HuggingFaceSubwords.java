package dev.sprout.language;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.sprout.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** {@code tokenizer.json} run by Hugging Face's own library. */
final class HuggingFaceSubwords implements Subwords {
  private final HuggingFaceTokenizer forTexts;
  private final HuggingFaceTokenizer forIds;

  /**
   * Loads a checked file.
   *
   * @throws UserError when the library refuses it, or numbers tokens in another way than it says
   */
  HuggingFaceSubwords(Path file, TokenizerJson json) {
    forTexts = load(file, json.forTexts());
    forIds = load(file, json.forIds());
    for (String token : json.added()) {
      long[] ids = forIds.encode(token, false, false).getIds();
      if (ids.length != 1 || ids[0] != json.ids().get(token)) {
        close();
        throw UserError.failure(
            "%s: added_tokens gives '%s' the id %d, which isn't the next free one",
            file, token, json.ids().get(token));
      }
    }
  }

  private static HuggingFaceTokenizer load(Path file, String json) {
    try {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(bytes),
          Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) {
      throw UserError.failure(e, "%s is no tokenizer: %s", file, e.getMessage());
    }
  }

  @Override
  public long[] encode(String text) {
    return forTexts.encode(text, false, false).getIds();
  }

  @Override
  public String decode(long... ids) {
    return forIds.decode(ids, false);
  }

  @Override
  public void close() {
    forTexts.close();
    forIds.close();
  }
}
