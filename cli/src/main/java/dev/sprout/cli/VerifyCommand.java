package dev.sprout.cli;

import dev.sprout.nn.UserError;
import dev.sprout.nn.verify.Check;
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
      "  sprout verify xar --weights xar.safetensors --vectors xar.npz --heads 4"
    })
final class VerifyCommand extends CommonOptions implements Callable<Integer> {

  @Parameters(paramLabel = "NETWORK", description = "${COMPLETION-CANDIDATES}.")
  private Network network;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: .safetensors, .pth or .ckpt.")
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
      names = "--tolerance",
      defaultValue = "1e-4",
      paramLabel = "D",
      description = "The largest accepted difference (default ${DEFAULT-VALUE}).")
  private double tolerance;

  @Override
  public Integer call() {
    if (!(tolerance >= 0)) {
      throw UserError.usage("--tolerance is %s; accepted is a number from 0", tolerance);
    } else if (heads < 1) {
      throw UserError.usage("--heads is %d; accepted is a whole number from 1", heads);
    }
    List<Check> checks = checks();
    checks.forEach(this::print);
    return checks.stream().allMatch(check -> check.within(tolerance)) ? 0 : 1;
  }

  private List<Check> checks() {
    return network == Network.XAR
        ? XarVerification.run(weights, vectors, heads)
        : AutoencoderVerification.run(weights, vectors);
  }

  private void print(Check check) {
    PrintWriter out = spec.commandLine().getOut();
    String verdict = check.within(tolerance) ? "ok" : "over " + tolerance;
    out.printf("%-40s %.3e  %s%n", check.name(), check.difference(), verdict);
  }
}
