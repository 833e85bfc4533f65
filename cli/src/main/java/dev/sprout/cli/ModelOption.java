package dev.sprout.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Choice of the model. */
final class ModelOption {
  @Option(
      names = "--model",
      defaultValue = ModelFolders.PICTURES,
      paramLabel = "MODEL",
      description = "Shipped model's name, or model folder (default ${DEFAULT-VALUE}).")
  private String name;

  /** The name or folder as given. */
  String name() {
    return name;
  }

  /**
   * The model folder.
   *
   * @throws dev.sprout.core.UserError when there is none
   */
  Path folder() {
    return ModelFolders.installed(ModelFolders.Kind.PICTURES).find(name);
  }
}
