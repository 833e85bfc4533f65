package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;
import java.util.List;

/** A batch of sequences that grow by ids that a grammar allows. Not thread-safe. */
final class ConstrainedDecoding implements AutoCloseable {
  private static final TorchScript SCRIPT =
      TorchScript.load(ConstrainedDecoding.class, "Decoder.torchscript");

  private final PictureGrammar grammar;
  private final NDArray masks;
  private final NDManager manager;
  private final LlamaCache cache;
  private final List<long[]> prompts;
  private int[] states; // of the grammar, one a row
  private int left; // ids that may still come

  ConstrainedDecoding(
      LlamaNetwork network,
      PictureGrammar grammar,
      NDArray masks,
      List<long[]> prompts,
      int maxNew,
      NDManager parent) {
    this.grammar = grammar;
    this.masks = masks;
    this.prompts = prompts;
    this.left = maxNew;
    this.states = prompts.stream().mapToInt(grammar::start).toArray();
    this.manager = parent.newSubManager();
    int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
    this.cache = network.cache(prompts.size(), longest + maxNew, manager);
  }

  /** Log-probabilities of the first id of each row, −∞ where the grammar forbids it: [R][V]. */
  float[][] start() {
    return logProbabilities(prompts);
  }

  /** Keeps some rows, in a new order; rows may repeat. */
  void select(int[] rows) {
    cache.select(rows);
    states = Arrays.stream(rows).map(row -> states[row]).toArray();
  }

  /** Appends one id to each row; gives the log-probabilities of the next one: [R][V]. */
  float[][] append(long[] ids) {
    for (int row = 0; row < ids.length; row++) {
      states[row] = grammar.next(states[row], ids[row]);
    }
    left--;
    return logProbabilities(Arrays.stream(ids).mapToObj(id -> new long[] {id}).toList());
  }

  private float[][] logProbabilities(List<long[]> ids) {
    try (NDManager scope = manager.newSubManager()) {
      long[] kinds = Arrays.stream(states).mapToLong(state -> grammar.row(state, left)).toArray();
      NDArray logits = cache.append(ids, scope); // [R, V]
      NDArray found = SCRIPT.call("log_probabilities", logits, masks, scope.create(kinds));
      float[] flat = found.toFloatArray();
      int words = flat.length / kinds.length;
      float[][] rows = new float[kinds.length][];
      Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * words, (row + 1) * words));
      return rows;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
