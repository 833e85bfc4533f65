package dev.sprout.spark;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;

/**
 * The pictures of a part, decoded in windows of fixed size, so that few are in memory and each meets
 * the same others whatever the number of machines.
 */
final class PictureWindows {
  /** Pictures of a window: the batch of the tokenizer. */
  static final int SIZE = 32;

  private PictureWindows() {}

  /** Work on a window's pictures. */
  interface Use {
    /** Fills the rows of pictures, in order. */
    void of(List<Picture> pictures, List<Group> rows);
  }

  /** Hands over all pictures that can be read; the others' rows get their errors. */
  static void forEach(long first, List<StoredPicture> stored, PartRows rows, Use use) {
    for (int begin = 0; begin < stored.size(); begin += SIZE) {
      List<Picture> pictures = new ArrayList<>();
      List<Group> good = new ArrayList<>();
      for (int i = begin; i < Math.min(stored.size(), begin + SIZE); i++) {
        Group row = rows.row(first + i);
        row.add("id", stored.get(i).id());
        try {
          pictures.add(stored.get(i).read());
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
