package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model between pictures and words. */
final class WordOptions {
  @Option(
      names = "--precision",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Precision precision;

  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;

  /** Loads it. */
  Sprout load() {
    Path folder = model.folder();
    return Sprout.load(folder, new Compute(device.get(), precision));
  }

  /** Reads pictures, before any model is loaded. */
  static List<Picture> read(List<Path> files) {
    if (files.isEmpty()) {
      throw UserError.badRequest("Name a picture: PNG, JPEG, WebP, BMP or GIF");
    }
    return files.stream().map(Picture::read).toList();
  }
}
