package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids of training pictures, tokenised once: as they are, and seen otherwise a few times, so that a
 * language model learns what similar pictures have in common. Immutable.
 */
final class PictureIds {
  private static final int BATCH = 64;

  private final List<List<int[]>> ids;

  private PictureIds(List<List<int[]>> ids) {
    this.ids = ids;
  }

  /**
   * Tokenises.
   *
   * @param pictures indices of the source
   * @param views further views of each
   * @param distortion how different they are, from 0; 1 changes them slightly
   */
  static PictureIds of(
      SeedTokenizer tokenizer, PictureSource source, int[] pictures, int views, double distortion) {
    List<List<int[]>> ids = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      ids.add(new ArrayList<>());
    }
    int size = tokenizer.config().imageSize();
    for (int begin = 0; begin < pictures.length; begin += BATCH) {
      int end = Math.min(pictures.length, begin + BATCH);
      List<Picture> batch = new ArrayList<>();
      for (int i = begin; i < end; i++) {
        Picture picture = source.picture(pictures[i]);
        batch.add(Preprocessing.SQUASH_BILINEAR.square(picture, size));
      }
      add(ids, pictures, begin, tokenizer.ids(batch, Preprocessing.SQUASH_BILINEAR));
      for (int view = 0; view < views; view++) {
        RandomStream random = new RandomStream(begin, view);
        add(ids, pictures, begin, tokenizer.idsOfViews(batch, distortion, random));
      }
    }
    return new PictureIds(ids);
  }

  private static void add(List<List<int[]>> ids, int[] pictures, int begin, List<int[]> batch) {
    for (int i = 0; i < batch.size(); i++) {
      ids.get(pictures[begin + i]).add(batch.get(i));
    }
  }

  /** Ids of a picture as it is. */
  int[] exact(int picture) {
    return ids.get(picture).get(0);
  }

  /** Ids of a view of a picture. */
  int[] view(int picture, RandomStream random) {
    List<int[]> views = ids.get(picture);
    return views.get(random.nextInt(views.size()));
  }
}
