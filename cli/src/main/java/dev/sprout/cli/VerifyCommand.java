package dev.sprout.cli;

import dev.sprout.nn.UserError;
import dev.sprout.xar.verify.AutoencoderVerification;
import dev.sprout.xar.verify.Check;
import dev.sprout.xar.verify.XarVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recomputes recorded arrays and compares. */
@Command(
    name = "verify",
    description = "Recomputes recorded arrays from weights; exit code 1 when one is off.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "xar|autoencoder",
    footer = {"", "Example: sprout verify xar --weights model.pth --vectors sampling.npz"})
final class VerifyCommand {
  @Spec private CommandSpec spec;

  /** What is compared with what. */
  static final class Files {
    @Option(names = "--weights", required = true, description = "safetensors, .pth or .ckpt file.")
    private Path weights;

    @Option(names = "--vectors", required = true, description = ".npz file of recorded arrays.")
    private Path vectors;

    @Option(
        names = "--tolerance",
        defaultValue = "1e-4",
        description = "Largest absolute difference (default: ${DEFAULT-VALUE}).")
    private double tolerance;
  }

  @Command(name = "xar", description = "Checks an xAR network.", mixinStandardHelpOptions = true)
  int xar(
      @Mixin Files files,
      @Option(
              names = "--heads",
              defaultValue = "4",
              description = "Attention heads (default: ${DEFAULT-VALUE}).")
          int heads) {
    if (heads < 1) {
      throw UserError.usage("--heads is %d; accepted is a whole number from 1", heads);
    }
    return report(XarVerification.run(files.weights, files.vectors, heads), files.tolerance);
  }

  @Command(
      name = "autoencoder",
      description = "Checks a KL autoencoder.",
      mixinStandardHelpOptions = true)
  int autoencoder(@Mixin Files files) {
    return report(AutoencoderVerification.run(files.weights, files.vectors), files.tolerance);
  }

  private int report(List<Check> checks, double tolerance) {
    for (Check check : checks) {
      String verdict = check.within(tolerance) ? "ok" : "over " + tolerance;
      spec.commandLine()
          .getOut()
          .printf("%-48s %.3e  %s%n", check.name(), check.difference(), verdict);
    }
    return checks.stream().allMatch(check -> check.within(tolerance)) ? 0 : 1;
  }
}
