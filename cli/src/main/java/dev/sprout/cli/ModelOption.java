package dev.sprout.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model to use. */
final class ModelOption {
  @Option(
      names = "--model",
      defaultValue = ModelFolders.DEFAULT,
      paramLabel = "MODEL",
      description = "A shipped model's name or a model folder (default ${DEFAULT-VALUE}).")
  private String name;

  /** As it was given. */
  String name() {
    return name;
  }

  /**
   * Its folder.
   *
   * @throws dev.sprout.core.UserError when there is none
   */
  Path folder() {
    return ModelFolders.installed().find(name);
  }
}
