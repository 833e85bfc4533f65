package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.ImageEdit;
import dev.sprout.engine.Provenance;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A picture to change. */
final class EditFlags {
  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "A picture to change: where --mask is white, or all of it by --strength.")
  private Path image;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description =
          "A picture of the size of --image: white where is drawn; black or transparent where not.")
  private Path mask;

  @Option(
      names = "--strength",
      paramLabel = "TIME",
      description = "Noise time at which drawing begins: 0.3 changes little, 1 all (default 1).")
  private Double strength;

  /**
   * The edit that was asked for, or null.
   *
   * @throws UserError for combinations that mean nothing, and files that can't be read
   */
  ImageEdit read() {
    if (image == null && (mask != null || strength != null)) {
      throw UserError.badRequest("%s needs --image FILE", mask == null ? "--strength" : "--mask");
    } else if (image == null) {
      return null;
    }
    return new ImageEdit(
        Picture.read(image),
        mask == null ? null : Picture.readMask(mask),
        strength == null ? 1 : strength);
  }

  /** The provenance with the files as they were given. */
  Provenance noted(Provenance provenance) {
    Provenance noted = image == null ? provenance : provenance.with("image", image);
    noted = mask == null ? noted : noted.with("mask", mask);
    return strength == null ? noted : noted.with("strength", strength);
  }
}
