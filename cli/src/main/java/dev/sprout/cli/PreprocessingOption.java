package dev.sprout.cli;

import dev.sprout.seed.Preprocessing;
import picocli.CommandLine.Option;

/** How pictures are resized for the tokenizer. */
public final class PreprocessingOption {
  @Option(
      names = "--preprocessing",
      defaultValue = "squash-bilinear",
      paramLabel = "NAME",
      description =
          "Resizing: squash-bilinear, squash-bicubic or crop-bilinear (default ${DEFAULT-VALUE}).")
  private String preprocessing;

  /** The name as given. */
  public String name() {
    return preprocessing;
  }

  /**
   * The choice.
   *
   * @throws dev.sprout.core.UserError when there is none of that name
   */
  public Preprocessing get() {
    return Preprocessing.parse(preprocessing);
  }
}
