package dev.sprout.cli;

import dev.sprout.language.LanguageVerification;
import dev.sprout.nn.verify.Check;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verification of greedy decoding and beam search. */
@Command(
    name = "decoding",
    description = "Recompute greedy decodings and beam searches of a language model.",
    footer = {"", "Example:", "  sprout verify decoding --model mha --vectors mha/decoding.json"})
final class VerifyDecoding extends Verification {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with config.json, weights and a tokenizer.")
  private Path model;

  @Override
  double usualTolerance() {
    return 1e-4;
  }

  @Override
  List<Check> checks() {
    return LanguageVerification.decoding(model, vectors);
  }
}
