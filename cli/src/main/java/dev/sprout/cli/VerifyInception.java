package dev.sprout.cli;

import dev.sprout.evaluation.features.InceptionVerification;
import dev.sprout.nn.verify.Check;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of the FID Inception network. */
@Command(
    name = "inception",
    description =
        "Recompute features of the FID Inception network, from pictures of all recorded sizes on.",
    footer = {"", "Example:", "  sprout verify inception --vectors inception.npz"})
final class VerifyInception extends Verification {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights: .safetensors or .pth, named as in weights-inception-2015-12-05; absent for"
              + " weights made by a formula (FNV-1a and splitmix64).")
  private Path weights;

  @Override
  double usualTolerance() {
    return 1e-3;
  }

  @Override
  List<Check> checks() {
    return InceptionVerification.run(weights, vectors);
  }
}
