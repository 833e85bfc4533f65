package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.pipeline.PictureEdit;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A given picture to keep to. */
final class EditOptions {
  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "A picture to change: where --mask is white, or all of it by --strength.")
  private Path image;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "A picture of the size of --image: white where is drawn, black where not.")
  private Path mask;

  @Option(
      names = "--strength",
      paramLabel = "TIME",
      description = "How much of --image is given up: 0.3 a little, 1 all (default 1).")
  private Double strength;

  /** Refuses combinations that mean nothing. */
  void check() {
    if (image == null && (mask != null || strength != null)) {
      throw UserError.badRequest("%s needs --image FILE", mask == null ? "--strength" : "--mask");
    }
  }

  /**
   * The edit that was asked for, or null.
   *
   * @param size pixels a side of the model's pictures; without a mask others are cut to it
   */
  PictureEdit read(int size) {
    if (image == null) {
      return null;
    }
    Picture picture = Picture.read(image);
    return new PictureEdit(
        mask == null ? picture.squareCrop(size) : picture,
        mask == null ? null : Picture.read(mask),
        strength == null ? 1 : strength);
  }

  /** What a picture says of it. */
  PictureParameters noted(PictureParameters parameters) {
    PictureParameters noted = parameters;
    noted = image == null ? noted : noted.with("image", image);
    noted = mask == null ? noted : noted.with("mask", mask);
    return strength == null ? noted : noted.with("strength", strength);
  }
}
