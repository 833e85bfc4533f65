package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import dev.sprout.seed.SeedVerification;
import dev.sprout.xar.verify.AutoencoderVerification;
import dev.sprout.xar.verify.XarVerification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recomputes recorded arrays from a network's weights. */
@Command(
    name = "verify",
    description = "Recompute recorded arrays from weights; exit code 1 when one differs too much.",
    footer = {
      "",
      "Example:",
      "  sprout verify xar --weights xar.safetensors --vectors xar.npz --heads 4",
      "  sprout verify seed --config config.json --weights seed_quantizer.pt --vectors seed.npz"
    })
final class VerifyCommand extends CommonOptions implements Callable<Integer> {

  @Parameters(paramLabel = "NETWORK", description = "${COMPLETION-CANDIDATES}.")
  private Network network;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: .safetensors, .pth, .pt or .ckpt.")
  private Path weights;

  @Option(
      names = "--vectors",
      required = true,
      paramLabel = "FILE",
      description = "Recorded arrays (.npz).")
  private Path vectors;

  @Option(
      names = "--heads",
      defaultValue = "4",
      paramLabel = "N",
      description = "Attention heads of an xAR network (default ${DEFAULT-VALUE}).")
  private int heads;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Heads of a SEED tokenizer: JSON with vheads and qheads.")
  private Path config;

  @Option(
      names = "--tolerance",
      paramLabel = "D",
      description =
          "The largest accepted difference, as a share of values above 1 (default 1e-4, for seed"
              + " 1e-3).")
  private Double tolerance;

  @Override
  public Integer call() {
    double accepted = tolerance != null ? tolerance : network == Network.SEED ? 1e-3 : 1e-4;
    if (!(accepted >= 0)) {
      throw UserError.badRequest("--tolerance is %s; accepted is a number from 0", accepted);
    } else if (heads < 1) {
      throw UserError.badRequest("--heads is %d; accepted is a whole number from 1", heads);
    }
    List<Check> checks = checks();
    checks.forEach(check -> print(check, accepted));
    return checks.stream().allMatch(check -> check.within(accepted)) ? 0 : 1;
  }

  private List<Check> checks() {
    return switch (network) {
      case XAR -> XarVerification.run(weights, vectors, heads);
      case AUTOENCODER -> AutoencoderVerification.run(weights, vectors);
      case SEED -> SeedVerification.run(seedConfig(), weights, vectors);
      case DETOKENIZER, LANGUAGE ->
          throw UserError.badRequest(
              "verify %s is given; accepted are autoencoder, xar and seed", network);
    };
  }

  private Path seedConfig() {
    if (config == null) {
      throw UserError.badRequest(
          "verify seed needs --config FILE, a JSON file with vheads and qheads");
    }
    return config;
  }

  private void print(Check check, double accepted) {
    PrintWriter out = spec.commandLine().getOut();
    String verdict = check.within(accepted) ? "ok" : "over " + accepted;
    out.printf("%-40s %.3e  %s%n", check.name(), check.difference(), verdict);
  }
}
