package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences side by side, and which of their predictions count.
 *
 * @param inputs what the network sees, int64 [B, T], filled up behind short sequences
 * @param places of the M predictions that count, among the B·T, int64 [M]
 * @param targets the right id at each, int64 [M]
 * @param weights float32 [M]
 */
record TokenBatch(NDArray inputs, NDArray places, NDArray targets, NDArray weights) {

  static TokenBatch of(List<TokenSequence> sequences, NDManager scope) {
    int longest = sequences.stream().mapToInt(TokenSequence::length).max().orElse(1) - 1;
    long[] inputs = new long[sequences.size() * longest];
    List<Integer> places = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      TokenSequence sequence = sequences.get(i);
      System.arraycopy(sequence.ids(), 0, inputs, i * longest, sequence.length() - 1);
      for (int t = 1; t < sequence.length(); t++) {
        if (sequence.weights()[t] > 0) {
          places.add(i * longest + t - 1);
          targets.add(sequence.ids()[t]);
          weights.add(sequence.weights()[t]);
        }
      }
    }
    if (places.isEmpty()) {
      throw UserError.failure("a batch of %d sequences in which nothing counts", sequences.size());
    }
    float[] counted = new float[weights.size()];
    for (int m = 0; m < counted.length; m++) {
      counted[m] = weights.get(m);
    }
    return new TokenBatch(
        scope.create(inputs, new Shape(sequences.size(), longest)),
        scope.create(places.stream().mapToLong(place -> place).toArray()),
        scope.create(targets.stream().mapToLong(id -> id).toArray()),
        scope.create(counted));
  }
}
