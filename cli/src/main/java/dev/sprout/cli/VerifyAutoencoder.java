package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.xar.verify.AutoencoderVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of a KL autoencoder. */
@Command(
    name = "autoencoder",
    description = "Recompute moments and decoded pictures of a KL autoencoder.",
    footer = {"", "Example:", "  sprout verify autoencoder --weights kl16.ckpt --vectors vae.npz"})
final class VerifyAutoencoder extends Verification {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: .safetensors or .ckpt.")
  private Path weights;

  @Override
  double usualTolerance() {
    return 1e-4;
  }

  @Override
  List<Check> checks() {
    return AutoencoderVerification.run(weights, vectors);
  }
}
