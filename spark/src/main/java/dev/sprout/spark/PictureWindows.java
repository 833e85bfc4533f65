package dev.sprout.spark;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;

/**
 * The pictures of a part, read in windows of fixed size, so that few are in memory and each meets
 * the same others whatever the number of machines.
 */
final class PictureWindows {
  /** Pictures of a window: the batch of the tokenizer and of feature networks. */
  private static final int SIZE = 32;

  private PictureWindows() {}

  /** Preparation of a picture in the form that a network takes. */
  interface Preparation<P> {
    /**
     * Prepares a picture, and fills its row with what is known of it now.
     *
     * @throws UserError when it can't be used
     */
    P of(Picture picture, String id, Group row);
  }

  /** Work on a window's pictures. */
  interface Use<P> {
    /** Fills the rows of pictures, in order. */
    void of(List<P> pictures, List<Group> rows);
  }

  /** Hands over all pictures that can be read; the others' rows get their errors. */
  static <P> void forEach(
      long first,
      List<StoredPicture> stored,
      PartRows rows,
      Preparation<P> preparation,
      Use<P> use) {
    try (OpenArchives archives = new OpenArchives()) {
      for (int begin = 0; begin < stored.size(); begin += SIZE) {
        List<P> pictures = new ArrayList<>();
        List<Group> good = new ArrayList<>();
        for (int i = begin; i < Math.min(stored.size(), begin + SIZE); i++) {
          String id = stored.get(i).id();
          Group row = rows.row(first + i);
          row.add("id", id);
          try {
            pictures.add(preparation.of(stored.get(i).read(archives), id, row));
            good.add(row);
          } catch (UserError e) {
            rows.fail(row, e.getMessage());
          }
        }
        if (!good.isEmpty()) {
          use.of(pictures, good);
        }
      }
    }
  }
}
