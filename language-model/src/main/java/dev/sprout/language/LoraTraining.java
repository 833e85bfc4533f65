package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.Exporter;

/** Next-id training of low-rank adapters, and of the modules trained whole beside them. */
public final class LoraTraining extends LanguageTraining {
  private final LlamaConfig config;
  private final Lora lora;
  private final Precision precision;

  /**
   * A training.
   *
   * @param batch sequences of a step
   * @param precision of the blocks; adapters are float32
   * @param exporter writes the adapters
   */
  public LoraTraining(
      LlamaConfig config,
      Lora lora,
      SequenceSource source,
      int batch,
      Precision precision,
      Exporter exporter) {
    super(source, batch, exporter);
    this.config = config;
    this.lora = lora;
    this.precision = precision;
  }

  @Override
  public Weights weights() {
    return lora.adapters();
  }

  @Override
  protected LlamaNetwork network(NDManager scope) {
    return new LlamaNetwork(config, lora.adapted(scope), precision, scope);
  }
}
