package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.Exporter;

/** {@link LanguageTraining} of all of a network's weights. */
public final class FullFineTuning extends LanguageTraining {
  private final Weights weights;
  private final LlamaNetwork network;

  /**
   * A training of all weights.
   *
   * @param batch sequences that the source gives a step
   * @param precision of the blocks; the weights are float32
   * @param exporter writes the model
   * @param manager owns the network's tables
   */
  public FullFineTuning(
      LlamaConfig config,
      Weights weights,
      SequenceSource source,
      int batch,
      Precision precision,
      Exporter exporter,
      NDManager manager) {
    super(source, batch, exporter);
    this.weights = weights;
    this.network = new LlamaNetwork(config, weights, precision, manager);
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
