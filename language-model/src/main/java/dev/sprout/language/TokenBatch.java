package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences padded to one length, and the M predictions whose weight is above zero.
 *
 * @param inputs ids, int64 [B, T], padded with zeros at the end
 * @param positions of the predictions, among the B·T of the inputs, int64 [M]
 * @param targets the id to predict at each, int64 [M]
 * @param weights of each in the loss, float32 [M]
 */
record TokenBatch(NDArray inputs, NDArray positions, NDArray targets, NDArray weights) {

  static TokenBatch of(List<TokenSequence> sequences, NDManager scope) {
    int longest = sequences.stream().mapToInt(TokenSequence::length).max().orElse(1) - 1;
    long[] inputs = new long[sequences.size() * longest];
    List<Integer> positions = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      TokenSequence sequence = sequences.get(i);
      System.arraycopy(sequence.ids(), 0, inputs, i * longest, sequence.length() - 1);
      for (int t = 1; t < sequence.length(); t++) {
        if (sequence.weights()[t] > 0) {
          positions.add(i * longest + t - 1);
          targets.add(sequence.ids()[t]);
          weights.add(sequence.weights()[t]);
        }
      }
    }
    if (positions.isEmpty()) {
      throw UserError.failure(
          "a batch of %d sequences without any weight above 0", sequences.size());
    }
    float[] counted = new float[weights.size()];
    for (int m = 0; m < counted.length; m++) {
      counted[m] = weights.get(m);
    }
    return new TokenBatch(
        scope.create(inputs, new Shape(sequences.size(), longest)),
        scope.create(positions.stream().mapToLong(position -> position).toArray()),
        scope.create(targets.stream().mapToLong(id -> id).toArray()),
        scope.create(counted));
  }
}
