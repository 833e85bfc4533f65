package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.ModelConversion;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model as safetensors with its configuration. */
@Command(
    name = "convert",
    description = "Write a model folder, published checkpoints too, as safetensors.",
    footer = {"", "Example:", "  sprout convert downloads/xar-b models/xar-b --type fp16"})
final class ConvertCommand extends CommonOptions implements Callable<Integer> {

  /** Element types by the names that users know. */
  enum Type {
    FP32(TensorType.F32),
    FP16(TensorType.F16),
    BF16(TensorType.BF16);

    private final TensorType stored;

    Type(TensorType stored) {
      this.stored = stored;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Mixin private EmaOption ema;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "A model folder, or a folder with a released .pth and the KL-16 .ckpt.")
  private Path from;

  @Parameters(index = "1", paramLabel = "TO", description = "The new folder.")
  private Path to;

  @Option(
      names = "--type",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Type type;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "A LoRA adapter in PEFT layout to fold into the language model.")
  private Path adapter;

  @Option(names = "--force", description = "Replace a model in an existing folder.")
  private boolean force;

  /** What {@code --json} prints. */
  private record Converted(String folder) {}

  @Override
  public Integer call() {
    if (Files.exists(to) && !force) {
      throw UserError.failure("%s exists; add --force to replace its model, or name another", to);
    }
    ModelConversion.run(from, ema.choice(), adapter, to, type.stored);
    json.print(spec, new Converted(to.toString()), "The converted model is in " + to);
    return 0;
  }
}
