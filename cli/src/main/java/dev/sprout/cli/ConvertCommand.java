package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.ModelConversion;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model as safetensors with its configuration. */
@Command(
    name = "convert",
    description = "Convert a model folder or published checkpoints to safetensors.",
    footer = {"", "Example:", "  sprout convert downloads/xar-b models/xar-b --type fp16"})
final class ConvertCommand extends CommonOptions implements Callable<Integer> {

  /** Element types of stored weights. */
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
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private EmaOption ema;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "Model folder, or folder with a published xAR .pth and the KL-16 .ckpt.")
  private Path from;

  @Parameters(index = "1", paramLabel = "TO", description = "Folder to write; made if missing.")
  private Path to;

  @Option(
      names = "--type",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description = "Element type of weights: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Type type;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "LoRA adapter (PEFT layout) to fold into the language model.")
  private Path adapter;

  @Option(names = "--force", description = "Replace the model in an existing folder.")
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
