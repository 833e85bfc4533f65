package dev.sprout.server.openai;

import dev.sprout.core.UserError;
import dev.sprout.engine.ImageEdit;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Form;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pictures and masks of a form. */
public record Uploads(Form form, Limits limits) {
  /** Fields that hold files: clients name several pictures {@code image[]}. */
  public static final Set<String> FIELDS = Set.of("image", "image[]", "mask");

  /** Noise time of an edit without a mask where none is given: subject new, layout kept. */
  private static final double STRENGTH = 0.6;

  private static final int WHITE = 255;

  /** The one picture. */
  Picture image() {
    List<byte[]> files = new ArrayList<>(form.files().getOrDefault("image", List.of()));
    files.addAll(form.files().getOrDefault("image[]", List.of()));
    if (files.size() != 1) {
      throw Refusal.bad("image", "has %d pictures; accepted is one", files.size());
    }
    return DataUrl.picture("image", files.get(0), limits);
  }

  /**
   * The edit that picture and mask ask for, of a model's size.
   *
   * @param strength noise time, or null
   * @throws UserError when mask and picture don't match
   */
  public ImageEdit edit(int size, Double strength) {
    Picture image = image();
    Picture mask = mask();
    if (mask == null) {
      return new ImageEdit(image, null, strength == null ? STRENGTH : strength);
    } else if (mask.width() != image.width() || mask.height() != image.height()) {
      throw Refusal.bad(
          "mask",
          "is %d×%d pixels and the image %d×%d; give a mask of the image's size",
          mask.width(),
          mask.height(),
          image.width(),
          image.height());
    }
    double start = strength == null ? 1 : strength;
    return new ImageEdit(image.squareCrop(size), mask.squareCrop(size), start);
  }

  /** The mask, white where it is drawn anew, or null. */
  private Picture mask() {
    List<byte[]> files = form.files().getOrDefault("mask", List.of());
    if (files.isEmpty()) {
      return null;
    } else if (files.size() > 1) {
      throw Refusal.bad("mask", "is given %d times; accepted is one", files.size());
    }
    Picture onWhite = DataUrl.picture("mask", files.get(0), limits);
    return redrawn(onWhite, Picture.readMask(files.get(0), "mask"));
  }

  /**
   * White where a mask is transparent, as OpenAI's clients mean it; an opaque mask as it is, as
   * commands and other engines mean it. A pixel is transparent where its ground shows.
   */
  static Picture redrawn(Picture onWhite, Picture onBlack) {
    if (onWhite.equals(onBlack)) {
      return onWhite;
    }
    byte[] rgb = new byte[onWhite.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      boolean isClear = (onWhite.rgb()[i] & WHITE) - (onBlack.rgb()[i] & WHITE) == WHITE;
      rgb[i] = (byte) (isClear ? WHITE : 0);
    }
    return new Picture(onWhite.width(), onWhite.height(), rgb);
  }
}
