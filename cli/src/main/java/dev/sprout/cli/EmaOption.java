package dev.sprout.cli;

import dev.sprout.xar.model.WeightChoice;
import picocli.CommandLine.Option;

/** Which weights of a training checkpoint to take. */
final class EmaOption {
  @Option(
      names = "--ema",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Take the averaged weights of a training checkpoint (default yes).")
  private boolean ema;

  /** The choice. */
  WeightChoice choice() {
    return ema ? WeightChoice.AVERAGED : WeightChoice.TRAINED;
  }
}
