package dev.sprout.spark;

import dev.sprout.core.UserError;
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

  /** Reading of a picture into the form that a network takes. */
  interface Reading<P> {
    /**
     * Reads a picture, and fills its row with what is known of it now.
     *
     * @throws UserError when it can't be read
     */
    P read(StoredPicture picture, Group row);
  }

  /** Work on a window's pictures. */
  interface Use<P> {
    /** Fills the rows of pictures, in order. */
    void of(List<P> pictures, List<Group> rows);
  }

  /** Hands over all pictures that can be read; the others' rows get their errors. */
  static <P> void forEach(
      long first, List<StoredPicture> stored, PartRows rows, Reading<P> reading, Use<P> use) {
    for (int begin = 0; begin < stored.size(); begin += SIZE) {
      List<P> pictures = new ArrayList<>();
      List<Group> good = new ArrayList<>();
      for (int i = begin; i < Math.min(stored.size(), begin + SIZE); i++) {
        Group row = rows.row(first + i);
        row.add("id", stored.get(i).id());
        try {
          pictures.add(reading.read(stored.get(i), row));
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
