package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.ImageEdit;
import dev.sprout.engine.Provenance;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of image editing: picture, mask, strength. */
final class EditFlags {
  @Option(
      names = "--image",
      paramLabel = "FILE",
      description =
          "Picture to edit: inside --mask (inpainting), or as a whole from noise time --strength.")
  private Path image;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description =
          "Mask of the same size as --image: white is redrawn, black or transparent is kept.")
  private Path mask;

  @Option(
      names = "--strength",
      paramLabel = "TIME",
      description =
          "Noise time that sampling starts from, above 0, up to 1; 0.3 changes little (default 1).")
  private Double strength;

  /**
   * The edit that was asked for, or null.
   *
   * @throws UserError when a mask or strength lacks its picture, or a file can't be read
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

  /** The provenance with file names and strength as given. */
  Provenance noted(Provenance provenance) {
    Provenance noted = image == null ? provenance : provenance.with("image", image);
    noted = mask == null ? noted : noted.with("mask", mask);
    return strength == null ? noted : noted.with("strength", strength);
  }
}
