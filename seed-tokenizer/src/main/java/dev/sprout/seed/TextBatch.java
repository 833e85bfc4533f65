package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Texts padded to one length. */
final class TextBatch {
  private TextBatch() {}

  /**
   * Word ids of texts, cut to the longest.
   *
   * @param texts word ids, 0 for padding
   * @return int64 [B, T], T words in the longest text
   */
  static NDArray of(List<long[]> texts, NDManager scope) {
    int longest = texts.stream().mapToInt(TextBatch::words).max().orElse(0);
    long[] ids = new long[texts.size() * longest];
    for (int i = 0; i < texts.size(); i++) {
      System.arraycopy(texts.get(i), 0, ids, i * longest, words(texts.get(i)));
    }
    return scope.create(ids, new Shape(texts.size(), longest));
  }

  private static int words(long... text) {
    int words = text.length;
    while (words > 1 && text[words - 1] == 0) {
      words--;
    }
    return words;
  }
}
