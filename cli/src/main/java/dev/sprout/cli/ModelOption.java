package dev.sprout.cli;

import java.io.Serializable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Choice of the model. */
final class ModelOption implements Serializable {
  private static final long serialVersionUID = 1L;

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
