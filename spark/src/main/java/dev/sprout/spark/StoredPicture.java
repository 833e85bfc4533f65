package dev.sprout.spark;

import dev.sprout.pictures.FileRange;
import dev.sprout.pictures.Picture;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * A picture on its way to an executor: by its place, or by its bytes.
 *
 * @param id name of the picture in its set
 * @param file absolute path of the file that holds it, or null
 * @param offset first byte in the file
 * @param length bytes in the file
 * @param bytes its bytes, where there is no file; null for an empty cell
 */
record StoredPicture(String id, String file, long offset, long length, byte[] bytes)
    implements Serializable {

  static StoredPicture of(String id, FileRange place) {
    String file = place.file().toAbsolutePath().toString();
    return new StoredPicture(id, file, place.offset(), place.length(), null);
  }

  /**
   * Reads and decodes the picture.
   *
   * @throws dev.sprout.core.UserError when it is missing or broken
   */
  Picture read() {
    if (file != null) {
      return Picture.read(new FileRange(Path.of(file), offset, length).read(), id);
    }
    return Picture.read(bytes == null ? new byte[0] : bytes, id);
  }
}
