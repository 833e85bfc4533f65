package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.Weights;
import dev.sprout.nn.random.RandomStream;
import dev.sprout.nn.train.Trainee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Next-id prediction over text and picture ids in one sequence. What is trained are the network's
 * own weights, or adapters of them (see {@link Lora}).
 */
public abstract class LanguageTraining implements Trainee {
  private final LlamaNetwork network;
  private final Lora adapters;
  private final Weights trained;
  private final Options options;
  private final Sequences sequences;

  /**
   * What the training draws.
   *
   * @param batch sequences a step
   * @param bfloat16 compute blocks in bfloat16 with float32 weights
   */
  public record Options(int batch, boolean bfloat16) {}

  /**
   * Ids to learn.
   *
   * @param ids the whole sequence, marks included
   * @param prompt so many of the first ids are given and not learned
   */
  public record Sequence(int[] ids, int prompt) {}

  /** Where sequences come from. */
  @FunctionalInterface
  public interface Sequences {
    /** The sequences of a step, a function of the step and its stream alone. */
    List<Sequence> of(long step, int count, RandomStream random);
  }

  /** Trains all weights. */
  protected LanguageTraining(
      LlamaConfig config,
      Weights weights,
      Sequences sequences,
      Options options,
      NDManager manager) {
    this.network = new LlamaNetwork(config, weights, options.bfloat16(), manager);
    this.adapters = null;
    this.trained = weights;
    this.sequences = sequences;
    this.options = options;
  }

  /** Trains adapters of weights that stay as they are. */
  protected LanguageTraining(
      LlamaConfig config,
      Weights base,
      Lora adapters,
      Sequences sequences,
      Options options,
      NDManager manager) {
    this.network = new LlamaNetwork(config, base, options.bfloat16(), manager);
    this.adapters = adapters;
    this.trained = adapters.weights();
    this.sequences = sequences;
    this.options = options;
  }

  @Override
  public Weights weights() {
    return trained;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public NDArray loss(long step, RandomStream random, NDManager scope, Map<String, Double> meters) {
    List<Sequence> batch = new ArrayList<>(sequences.of(step, options.batch(), random));
    int length = batch.stream().mapToInt(sequence -> sequence.ids().length).max().orElseThrow() - 1;
    long[] ids = new long[batch.size() * length];
    long[] targets = new long[ids.length];
    float[] weights = new float[ids.length];
    for (int i = 0; i < batch.size(); i++) {
      int[] sequence = batch.get(i).ids();
      for (int t = 0; t + 1 < sequence.length; t++) {
        ids[i * length + t] = sequence[t];
        targets[i * length + t] = sequence[t + 1];
        weights[i * length + t] = t + 1 < batch.get(i).prompt() ? 0 : 1;
      }
    }
    Shape shape = new Shape(batch.size(), length);
    LlamaNetwork current = adapters == null ? network : network.over(adapters.merged(scope));
    NDArray loss =
        LlamaNetwork.SCRIPT.call(
            "cross_entropy",
            current.logits(scope.create(ids, shape)),
            scope.create(targets, shape),
            scope.create(weights, shape));
    meters.put("perplexity", StrictMath.exp(loss.getFloat()));
    return loss;
  }
}
