package dev.sprout.gallery.scenes;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureSource;
import java.util.Arrays;

/** Choice of pictures that are never trained on. */
final class HeldOutPictures {
  private HeldOutPictures() {}

  /**
   * Indices of held-out pictures, chosen by a seed.
   *
   * @param most how many at most
   * @throws UserError when the source holds none out
   */
  static int[] some(PictureSource source, int most, long seed) {
    int[] all = HeldOut.heldOut(source);
    if (all.length == 0) {
      throw UserError.failure("none of the pictures is held out, by the field heldOut");
    }
    return Arrays.stream(new RandomStream(seed).permutation(all.length))
        .limit(most)
        .map(i -> all[i])
        .toArray();
  }
}
