package dev.sprout.cli;

import dev.sprout.tokenunify.benchmark.NetworkBenchmark;
import dev.sprout.tokenunify.benchmark.TokenUnifyBenchmark;
import dev.sprout.tokenunify.network.NetworkSize;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures TokenUnify's scan and network on this machine's processor. */
@Command(
    name = "tokenunify",
    description = "Measure TokenUnify's scan and network in processor seconds.",
    footer = {"", "Example:", "  sprout bench tokenunify --size tiny"})
final class BenchTokenunify extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Option(
      names = "--size",
      defaultValue = "base",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private NetworkSize size;

  @Override
  public Integer call() {
    TokenUnifyBenchmark benchmark = TokenUnifyBenchmark.run(size);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isGiven()) {
      JsonOption.print(out, benchmark);
      return 0;
    }
    benchmark
        .scans()
        .forEach(
            scan ->
                out.printf(
                    Locale.ROOT,
                    "scan of %6d steps  %8.3f s forward  %8.3f s backward%n",
                    scan.length(),
                    scan.forward(),
                    scan.backward()));
    out.printf(
        Locale.ROOT, "%.1f times as fast as a loop of array operations%n", benchmark.speedUp());
    NetworkBenchmark network = benchmark.network();
    out.printf(
        Locale.ROOT,
        "16×160×160 voxels  %8.3f s inference  %8.3f s training  %.0f%% of the convolution rate of"
            + " %.0f GFLOP/s%n",
        network.inference(),
        network.training(),
        100 * network.convolutionShare(),
        network.convolutionRate());
    return 0;
  }
}
