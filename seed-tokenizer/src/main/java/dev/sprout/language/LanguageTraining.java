package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.Weights;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.random.RandomStream;
import dev.sprout.nn.train.Trainee;
import java.util.Map;

/**
 * Prediction of the next id: the mean cross-entropy over the ids that count, text and picture codes
 * alike (SEED-LLaMA, section 3.2). Its exponential is recorded as {@code perplexity}.
 */
public abstract class LanguageTraining implements Trainee {
  private static final TorchScript SCRIPT =
      TorchScript.load(LanguageTraining.class, "LanguageTraining.torchscript");

  private final Weights weights;
  private final LlamaNetwork network;
  private final SequenceSource source;
  private final int batch;

  /**
   * A training of all weights.
   *
   * @param batch sequences that the source gives a step
   * @param bfloat16 compute blocks in bfloat16 with float32 weights
   * @param manager owns the network's tables
   */
  protected LanguageTraining(
      LlamaConfig config,
      Weights weights,
      SequenceSource source,
      int batch,
      boolean bfloat16,
      NDManager manager) {
    this.weights = weights;
    this.network = new LlamaNetwork(config, weights, bfloat16, manager);
    this.source = source;
    this.batch = batch;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public NDArray loss(long step, RandomStream random, NDManager scope, Map<String, Double> meters) {
    NDArray loss = loss(network, TokenBatch.of(source.draw(step, random), scope));
    meters.put("perplexity", Math.exp(loss.getFloat()));
    return loss;
  }

  /** Only what counts goes through the output head, the largest matrix of small networks. */
  private static NDArray loss(LlamaNetwork network, TokenBatch batch) {
    NDArray hidden = LlamaNetwork.rows(network.hidden(batch.inputs()), batch.places()); // [M, D]
    return SCRIPT.call("loss", network.head(hidden), batch.targets(), batch.weights());
  }
}
