package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.pictures.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Resizing of a picture to the tokenizer's square; the released programs differ. */
public enum Preprocessing {
  /** Bilinear to a square, aspect ratio lost, as in the released language models; the default. */
  SQUASH_BILINEAR {
    @Override
    public Picture square(Picture picture, int size) {
      return picture.resizedBilinear(size, size);
    }
  },
  /** Bicubic to a square, aspect ratio lost, as in the tokenizer's own processor. */
  SQUASH_BICUBIC {
    @Override
    public Picture square(Picture picture, int size) {
      return picture.resized(size, size);
    }
  },
  /** Bilinear by the short side, then the centre square, as in the released VQA evaluation. */
  CROP_BILINEAR {
    @Override
    public Picture square(Picture picture, int size) {
      double scale = (double) size / Math.min(picture.width(), picture.height());
      int width = Math.max(size, (int) (picture.width() * scale));
      int height = Math.max(size, (int) (picture.height() * scale));
      return picture
          .resizedBilinear(width, height)
          .cut((width - size) / 2, (height - size) / 2, size, size);
    }
  };

  static final TorchScript LOSSES = TorchScript.load(Preprocessing.class, "SeedLosses.torchscript");

  /** The picture resized to S×S pixels. */
  public abstract Picture square(Picture picture, int size);

  /** The constant of that name, such as {@code squash-bilinear}. */
  public static Preprocessing parse(String name) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.badRequest(
                    "preprocessing is %s; accepted are %s", name, Arrays.toString(values())));
  }

  /** Pictures in −1..1, [B, 3, S, S]. */
  NDArray planes(NDManager manager, List<Picture> pictures, int size) {
    int stride = 3 * size * size;
    float[] planes = new float[Math.multiplyExact(pictures.size(), stride)];
    for (int i = 0; i < pictures.size(); i++) {
      square(pictures.get(i), size).fill(planes, i * stride);
    }
    return manager.create(planes, new Shape(pictures.size(), 3, size, size));
  }

  /** Pictures normalised from −1..1 to CLIP's statistics: (channel − mean) / standard deviation. */
  static NDArray normalised(NDArray pictures) {
    return LOSSES.call("normalised", pictures);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
