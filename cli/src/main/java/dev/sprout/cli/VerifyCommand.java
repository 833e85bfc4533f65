package dev.sprout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Verification against recorded arrays; one subcommand per subject. */
@Command(
    name = "verify",
    description =
        "Recompute recorded arrays and compare; exit code 1 when a difference exceeds the"
            + " tolerance.",
    subcommands = {
      VerifyXar.class,
      VerifyAutoencoder.class,
      VerifySeed.class,
      VerifyLanguage.class,
      VerifyDecoding.class,
      VerifyMamba.class,
      VerifyTokenunify.class,
      VerifySegmentation.class,
      VerifyMetrics.class,
      VerifyInception.class
    },
    footer = {
      "",
      "Examples:",
      "  sprout verify xar --weights xar.safetensors --vectors xar.npz --heads 4",
      "  sprout verify seed --config config.json --weights seed_quantizer.pt --vectors seed.npz"
    })
final class VerifyCommand extends CommonOptions implements Runnable {
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to verify: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
