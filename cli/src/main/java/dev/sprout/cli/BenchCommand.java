package dev.sprout.cli;

import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.benchmark.XarBenchmark;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.network.XarVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast a network draws on this machine. */
@Command(
    name = "bench",
    description = "Measure drawing against this machine's own matrix rate, in fp32 and bf16.",
    footer = {"", "Example:", "  sprout bench xar --variant base --batch 8 --steps 10"})
final class BenchCommand extends CommonOptions implements Callable<Integer> {
  private static final int MOST_PICTURES = 1024;

  @Mixin private DeviceOption device;

  @Parameters(paramLabel = "NETWORK", description = "xar.")
  private Network network;

  @Option(
      names = "--variant",
      defaultValue = "base",
      paramLabel = "NAME|FOLDER",
      description = "base, large, large-512 or huge with random weights, or a model folder.")
  private String variant;

  @Option(
      names = "--batch",
      defaultValue = "8",
      paramLabel = "N",
      description = "Pictures drawn together, 1 to 1024 (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--steps",
      defaultValue = "10",
      paramLabel = "N",
      description = "Euler steps an entity (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guidance",
      defaultValue = "2.7",
      paramLabel = "SCALE",
      description = "Guidance; 1 is none (default ${DEFAULT-VALUE}).")
  private double guidance;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (network != Network.XAR) {
      throw UserError.badRequest("bench measures xar, not %s", network);
    } else if (batch < 1 || batch > MOST_PICTURES) {
      throw UserError.badRequest(
          "--batch is %d; accepted is a whole number from 1 to %d", batch, MOST_PICTURES);
    }
    SolverOptions options = new SolverOptions(SolverName.EULER, steps, guidance);
    try (NDManager manager = device.get().newManager()) {
      XarBenchmark benchmark = benchmark(options, manager);
      JsonObject report = new JsonObject();
      for (Precision precision : Precision.values()) {
        XarBenchmark.Rate rate = benchmark.run(precision);
        report.add(precision.toString(), describe(rate));
        if (!json) {
          print(precision, rate);
        }
      }
      if (json) {
        spec.commandLine()
            .getOut()
            .println(new GsonBuilder().setPrettyPrinting().create().toJson(report));
      }
    }
    return 0;
  }

  private XarBenchmark benchmark(SolverOptions options, NDManager manager) {
    Path folder = Path.of(variant);
    if (Files.isDirectory(folder)) {
      ModelFolder files = ModelFolder.of(folder, true);
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
                UserError.badRequest(
                    "--variant is %s; accepted are base, large, large-512, huge and a model folder",
                    variant))
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
  }
}
