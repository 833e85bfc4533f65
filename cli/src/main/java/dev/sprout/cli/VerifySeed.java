package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.seed.SeedVerification;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of a SEED tokenizer. */
@Command(
    name = "seed",
    description = "Recompute every stage of a SEED tokenizer; ids must be equal.",
    footer = {
      "",
      "Example:",
      "  sprout verify seed --config config.json --weights seed_quantizer.pt --vectors seed.npz"
    })
final class VerifySeed extends Verification {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights: .safetensors or .pt.")
  private Path weights;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Attention heads, which weights don't state: JSON with vheads and qheads.")
  private Path config;

  @Override
  double usualTolerance() {
    return 1e-3;
  }

  @Override
  List<Check> checks() {
    return SeedVerification.run(config, weights, vectors);
  }
}
