package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.nn.ops.Compute;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;

/**
 * Options of loading a model folder. Immutable.
 *
 * @param weights averaged or trained weights of a generator's checkpoint
 * @param compute device and precision
 * @param adapter folder of a LoRA adapter (PEFT layout) to fold into the language model, or null
 */
public record LoadOptions(WeightChoice weights, Compute compute, Path adapter) {
  /** Checks that weights and compute are not null. */
  public LoadOptions {
    Require.present("weights", weights);
    Require.present("compute", compute);
  }

  /** Averaged weights in float32 on the best available device, without an adapter. */
  public static LoadOptions usual() {
    return new LoadOptions(WeightChoice.AVERAGED, Compute.best(), null);
  }
}
