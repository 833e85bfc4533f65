package dev.sprout.nn.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.UserError;
import java.util.stream.IntStream;

/** The pictures of a source, decoded once and kept in memory as bytes. Thread-safe. */
public final class PictureBatches {
  private final int size;
  private final Picture[] pictures;

  private PictureBatches(int size, Picture[] pictures) {
    this.size = size;
    this.pictures = pictures;
  }

  /** Decodes all pictures, which must be squares of {@code size} pixels. */
  public static PictureBatches load(PictureSource source, int size) {
    Picture[] pictures =
        IntStream.range(0, source.size())
            .parallel()
            .mapToObj(i -> square(source, i, size))
            .toArray(Picture[]::new);
    return new PictureBatches(size, pictures);
  }

  private static Picture square(PictureSource source, int index, int size) {
    Picture picture = source.picture(index);
    if (picture.width() != size || picture.height() != size) {
      throw UserError.failure(
          "%s is %d×%d; this model takes %d×%d",
          source.example(index).id(), picture.width(), picture.height(), size, size);
    }
    return picture;
  }

  /** One picture. */
  public Picture picture(int index) {
    return pictures[index];
  }

  /** Pictures as [B, 3, S, S] float32 in −1..1. */
  public NDArray batch(NDManager manager, int... indices) {
    int stride = 3 * size * size;
    float[] planes = new float[indices.length * stride];
    for (int i = 0; i < indices.length; i++) {
      pictures[indices[i]].fill(planes, i * stride);
    }
    return manager.create(planes, new Shape(indices.length, 3, size, size));
  }
}
