package dev.sprout.engine;

import dev.sprout.language.PromptFormat;
import dev.sprout.language.TextTokenizer;
import dev.sprout.seed.SeedTokenizer;
import java.util.List;

/** Text embeddings in the tokenizer's joint space. Thread-safe. */
record TextEmbedder(SeedTokenizer tokenizer, TextTokenizer words) {

  /** Unit vectors of texts, [D] each. */
  List<float[]> embed(List<String> texts) {
    int length = tokenizer.config().textLength();
    return tokenizer.textEmbeddings(
        texts.stream().map(text -> PromptFormat.padded(words, text, length)).toList());
  }

  /** The cosine of two unit vectors. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * (double) b[i];
    }
    return sum;
  }
}
