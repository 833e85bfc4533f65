package dev.sprout.cli;

import dev.sprout.xar.model.WeightChoice;
import java.io.Serializable;
import picocli.CommandLine.Option;

/** Choice between averaged and trained weights of a checkpoint. */
final class EmaOption implements Serializable {
  private static final long serialVersionUID = 1L;

  @Option(
      names = "--ema",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Averaged weights of a training checkpoint, or with --no-ema the trained ones"
              + " (default --ema).")
  private boolean ema;

  /** The choice. */
  WeightChoice choice() {
    return ema ? WeightChoice.AVERAGED : WeightChoice.TRAINED;
  }
}
