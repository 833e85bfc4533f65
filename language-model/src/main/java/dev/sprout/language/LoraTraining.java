package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;

/** Like {@link LanguageTraining}, but only adapters are trained. */
public abstract class LoraTraining extends LanguageTraining {
  private final LlamaConfig config;
  private final Lora lora;
  private final boolean bfloat16;

  /**
   * A training of adapters.
   *
   * @param batch sequences that the source gives a step
   * @param bfloat16 compute blocks in bfloat16 with float32 weights
   */
  protected LoraTraining(
      LlamaConfig config, Lora lora, SequenceSource source, int batch, boolean bfloat16) {
    super(source, batch);
    this.config = config;
    this.lora = lora;
    this.bfloat16 = bfloat16;
  }

  @Override
  public Weights weights() {
    return lora.adapters();
  }

  @Override
  protected LlamaNetwork network(NDManager scope) {
    return new LlamaNetwork(config, lora.adapted(scope), bfloat16, scope);
  }
}
