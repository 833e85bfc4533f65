package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.verify.MambaVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of a Mamba block or a selective scan. */
@Command(
    name = "mamba",
    description = "Recompute a Mamba block or, without --weights, a selective scan with gradients.",
    footer = {
      "",
      "Example:",
      "  sprout verify mamba --weights mamba_v3.safetensors --vectors mamba_v3.npz"
    })
final class VerifyMamba extends Verification {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of a block: .safetensors or .pth; absent for a selective scan.")
  private Path weights;

  @Override
  double usualTolerance() {
    return 1e-4;
  }

  @Override
  List<Check> checks() {
    return weights == null
        ? MambaVerification.scan(vectors)
        : MambaVerification.block(weights, vectors);
  }
}
