package dev.sprout.cli;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.benchmark.XarBenchmark;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.network.XarVariant;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed of an xAR network: pictures a second, and floating-point rate against matrix products. */
@Command(
    name = "xar",
    description =
        "Measure pictures per second and GFLOP/s of an xAR network against plain matrix products.",
    footer = {"", "Example:", "  sprout bench xar --variant base --batch 8 --steps 10"})
final class BenchXar extends CommonOptions implements Callable<Integer> {
  private static final int MOST_PICTURES = 1024;

  @Mixin private DeviceOption device;
  @Mixin private JsonOption json;

  @Option(
      names = "--variant",
      defaultValue = "base",
      paramLabel = "NAME|FOLDER",
      description =
          "Network: base, large, large-512 or huge with random weights, or a model folder.")
  private String variant;

  @Option(
      names = "--batch",
      defaultValue = "8",
      paramLabel = "N",
      description = "Pictures per batch, 1 to 1024 (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--steps",
      defaultValue = "10",
      paramLabel = "N",
      description = "Euler steps per entity, 1 to 1000 (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guidance",
      defaultValue = "2.7",
      paramLabel = "SCALE",
      description = "Classifier-free guidance scale; 1 turns it off (default ${DEFAULT-VALUE}).")
  private double guidance;

  @Option(
      names = "--precision",
      split = ",",
      defaultValue = "fp32,bf16",
      paramLabel = "TYPE",
      description = "Precisions to measure, separated by commas (default ${DEFAULT-VALUE}).")
  private List<Precision> precisions;

  @Override
  public Integer call() {
    Require.between("batch", batch, 1, MOST_PICTURES);
    SamplingOptions options =
        SamplingOptions.of(new SolverOptions(SolverName.EULER, steps), guidance);
    try (NDManager manager = device.get().newManager()) {
      XarBenchmark benchmark = benchmark(options, manager);
      JsonObject report = new JsonObject();
      for (Precision precision : precisions) {
        warnOfEmulation(precision, manager);
        XarBenchmark.Rate rate = benchmark.run(precision);
        report.add(precision.toString(), describe(rate));
        if (!json.isGiven()) {
          print(precision, rate);
        }
      }
      if (json.isGiven()) {
        JsonOption.print(spec.commandLine().getOut(), report);
      }
    }
    return 0;
  }

  private void warnOfEmulation(Precision precision, NDManager manager) {
    if (precision.isBfloat16() && !ComputeDevice.hasBfloat16(manager)) {
      spec.commandLine()
          .getErr()
          .println(
              "bf16 is emulated on this processor, about nine times slower than fp32;"
                  + " --precision fp32 leaves it out");
    }
  }

  private XarBenchmark benchmark(SamplingOptions options, NDManager manager) {
    Path folder = Path.of(variant);
    if (Files.isDirectory(folder)) {
      ModelFolder files = ModelFolder.of(folder, WeightChoice.AVERAGED);
      XarConfig config = files.config().xar();
      try (WeightFile file = files.openXar()) {
        Weights weights =
            Weights.read(
                files.xar(), file, XarNetwork.parameters(config), XarNetwork::isBuffer, manager);
        return new XarBenchmark(config, weights, batch, options, manager);
      }
    }
    XarConfig config = named();
    Weights weights = Weights.initialise(XarNetwork.parameters(config), 1, manager);
    return new XarBenchmark(config, weights, batch, options, manager);
  }

  private XarConfig named() {
    return Stream.of(XarVariant.values())
        .filter(named -> named.toString().equalsIgnoreCase(variant))
        .findAny()
        .orElseThrow(
            () ->
                UserError.invalid(
                    "variant", variant, "base, large, large-512, huge or a model folder"))
        .config();
  }

  private static JsonObject describe(XarBenchmark.Rate rate) {
    JsonObject object = new JsonObject();
    object.addProperty("pictures_per_second", rate.picturesPerSecond());
    object.addProperty("gflops", rate.gflops());
    object.addProperty("matmul_gflops", rate.matmulGflops());
    object.addProperty("share", rate.share());
    return object;
  }

  private void print(Precision precision, XarBenchmark.Rate rate) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s  %8.3f pictures/s  %7.0f GFLOP/s  %3.0f%% of the matrix rate of %.0f GFLOP/s%n",
            precision,
            rate.picturesPerSecond(),
            rate.gflops(),
            100 * rate.share(),
            rate.matmulGflops());
    spec.commandLine().getOut().flush();
  }
}
