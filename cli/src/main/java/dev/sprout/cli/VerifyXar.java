package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.nn.verify.Check;
import dev.sprout.xar.verify.XarVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of an xAR network. */
@Command(
    name = "xar",
    description =
        "Recompute a training step with gradients, or sampled latents, of an xAR network.",
    footer = {
      "",
      "Example:",
      "  sprout verify xar --weights xar.safetensors --vectors train_step.npz --heads 4"
    })
final class VerifyXar extends Verification {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: .safetensors or .pth.")
  private Path weights;

  @Option(
      names = "--heads",
      defaultValue = "4",
      paramLabel = "N",
      description = "Attention heads, which weights don't state (default ${DEFAULT-VALUE}).")
  private int heads;

  @Override
  double usualTolerance() {
    return 1e-4;
  }

  @Override
  List<Check> checks() {
    Require.positive("heads", heads);
    return XarVerification.run(weights, vectors, heads);
  }
}
