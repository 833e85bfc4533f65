package dev.sprout.cli;

import dev.sprout.language.LanguageVerification;
import dev.sprout.nn.verify.Check;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of a LLaMA network's logits. */
@Command(
    name = "language",
    description = "Recompute the logits of a language model, with or without an adapter.",
    footer = {"", "Example:", "  sprout verify language --model gqa --vectors gqa/logits.npz"})
final class VerifyLanguage extends Verification {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with config.json and weights.")
  private Path model;

  @Option(names = "--adapter", paramLabel = "FOLDER", description = "LoRA adapter (PEFT layout).")
  private Path adapter;

  @Override
  double usualTolerance() {
    return 1e-4;
  }

  @Override
  List<Check> checks() {
    return LanguageVerification.logits(model, adapter, vectors);
  }
}
