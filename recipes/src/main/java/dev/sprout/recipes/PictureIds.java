package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Image ids of training pictures, computed once: of each picture and of distorted views of it,
 * against overfitting to exact ids. Immutable.
 */
final class PictureIds {
  /** Most views of a picture. */
  static final int MOST_VIEWS = 1000;

  private static final int BATCH = 64;

  private final List<List<int[]>> ids;

  private PictureIds(List<List<int[]>> ids) {
    this.ids = ids;
  }

  /**
   * Computes the ids of selected pictures of a source.
   *
   * @param pictures indices of the pictures
   * @param views distorted views per picture, ≥ 0
   * @param distortion strength of the distortion, 0 (none) to 5; 1 is slight
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

  /** Ids of the undistorted picture. */
  int[] exact(int picture) {
    return ids.get(picture).get(0);
  }

  /** Ids of the picture or one of its views, all equally likely. */
  int[] view(int picture, RandomStream random) {
    List<int[]> views = ids.get(picture);
    return views.get(random.nextInt(views.size()));
  }
}
