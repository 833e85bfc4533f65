package dev.sprout.cli;

import dev.sprout.tokenunify.benchmark.SegmentationBenchmark;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.NetworkSize;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast volumes are segmented on this machine. */
@Command(
    name = "em",
    description = "Measure segmentation against this machine's own matrix rate.",
    footer = {"", "Example:", "  sprout bench em --size tiny"})
final class BenchEm extends CommonOptions implements Callable<Integer> {
  @Mixin private DeviceOption device;
  @Mixin private JsonOption json;

  @Option(
      names = "--size",
      defaultValue = "base",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private NetworkSize size;

  @Override
  public Integer call() {
    SegmentationBenchmark benchmark =
        SegmentationBenchmark.run(size, new BlockSides(16, 160, 160), device.get());
    PrintWriter out = spec.commandLine().getOut();
    if (json.isGiven()) {
      JsonOption.print(out, benchmark);
      return 0;
    }
    out.printf(
        Locale.ROOT,
        "affinities  %10.0f voxels/s  %3.0f%% of the matrix rate of %.0f GFLOP/s%n"
            + "segments    %10.0f voxels/s%n",
        benchmark.affinityVoxels(),
        100 * benchmark.share(),
        benchmark.matrixRate(),
        benchmark.segmentVoxels());
    return 0;
  }
}
