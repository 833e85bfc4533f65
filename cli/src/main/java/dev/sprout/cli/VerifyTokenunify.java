package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.verify.NetworkVerification;
import dev.sprout.tokenunify.verify.TaskVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of a TokenUnify network or its tasks. */
@Command(
    name = "tokenunify",
    description =
        "Recompute a TokenUnify network with gradients or, without --weights, tasks and"
            + " affinities.",
    footer = {
      "",
      "Example:",
      "  sprout verify tokenunify --weights network_a.safetensors --vectors network_a.npz"
    })
final class VerifyTokenunify extends Verification {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of a network: .safetensors or .pth; absent for tasks.")
  private Path weights;

  @Override
  double usualTolerance() {
    return weights == null ? 1e-6 : 1e-3; // normalisation of few voxels multiplies rounding
  }

  @Override
  List<Check> checks() {
    return weights == null
        ? TaskVerification.run(vectors)
        : NetworkVerification.run(weights, vectors);
  }
}
