package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.nn.ops.Compute;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Path;

/**
 * How a model folder is loaded. Immutable.
 *
 * @param weights of a training checkpoint of the generator that are taken
 * @param compute where and how precisely networks compute
 * @param adapter folder of a low-rank adapter of the language model in PEFT layout, which is folded
 *     in; or null
 */
public record LoadOptions(WeightChoice weights, Compute compute, Path adapter) {
  /** Checks that the first two are there. */
  public LoadOptions {
    Require.present("weights", weights);
    Require.present("compute", compute);
  }

  /** Averaged weights in float32 on the best device there is, without an adapter. */
  public static LoadOptions usual() {
    return new LoadOptions(WeightChoice.AVERAGED, Compute.best(), null);
  }
}
