package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;

/** {@link LanguageTraining} of all of a network's weights. */
public abstract class FullFineTuning extends LanguageTraining {
  private final Weights weights;
  private final LlamaNetwork network;

  /**
   * A training of all weights.
   *
   * @param batch sequences that the source gives a step
   * @param bfloat16 compute blocks in bfloat16 with float32 weights
   * @param manager owns the network's tables
   */
  protected FullFineTuning(
      LlamaConfig config,
      Weights weights,
      SequenceSource source,
      int batch,
      boolean bfloat16,
      NDManager manager) {
    super(source, batch);
    this.weights = weights;
    this.network = new LlamaNetwork(config, weights, bfloat16, manager);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  protected LlamaNetwork network(NDManager scope) {
    return network;
  }
}
