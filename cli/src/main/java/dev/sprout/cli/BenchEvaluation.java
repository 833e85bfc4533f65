package dev.sprout.cli;

import dev.sprout.evaluation.features.InceptionBenchmark;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the feature network of the Fréchet Inception Distance on this machine's processor. */
@Command(
    name = "evaluation",
    description = "Measure the FID Inception network in processor seconds.",
    footer = {"", "Example:", "  sprout bench evaluation"})
final class BenchEvaluation extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Pictures of the measured batch (default ${DEFAULT-VALUE}).")
  private int pictures = InceptionBenchmark.USUAL_PICTURES;

  @Override
  public Integer call() {
    InceptionBenchmark features = InceptionBenchmark.run(pictures);
    String line =
        String.format(
            Locale.ROOT,
            "inception features  %6.2f pictures a processor second  %3.0f%% of the matrix rate of"
                + " %.0f GFLOP/s",
            features.picturesPerSecond(),
            100 * features.share(),
            features.matrixRate());
    json.print(spec, features, line);
    return 0;
  }
}
