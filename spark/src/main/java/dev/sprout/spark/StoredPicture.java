package dev.sprout.spark;

import dev.sprout.pictures.FileRange;
import dev.sprout.pictures.Picture;
import java.io.Serializable;
import java.nio.file.Path;

/** A picture on its way to an executor: by its place, or by its bytes. */
sealed interface StoredPicture extends Serializable {

  /** Name of the picture in its set. */
  String id();

  /**
   * Reads and decodes the picture.
   *
   * @throws dev.sprout.core.UserError when it is missing or broken
   */
  Picture read(OpenArchives archives);

  /**
   * In a file, or a range of one.
   *
   * @param file absolute path of the file that holds it
   * @param offset first byte in the file
   * @param length bytes in the file
   */
  record InFile(String id, String file, long offset, long length) implements StoredPicture {

    static InFile of(String id, FileRange place) {
      String file = place.file().toAbsolutePath().toString();
      return new InFile(id, file, place.offset(), place.length());
    }

    @Override
    public Picture read(OpenArchives archives) {
      return Picture.read(new FileRange(Path.of(file), offset, length).read(), id);
    }
  }

  /**
   * In a zip archive.
   *
   * @param archive absolute path of the archive
   * @param index number of the picture in it
   */
  record InArchive(String id, String archive, int index) implements StoredPicture {
    @Override
    public Picture read(OpenArchives archives) {
      return archives.picture(archive, index);
    }
  }

  /**
   * In the cell of a table.
   *
   * @param bytes its bytes; null for an empty cell
   */
  record InCell(String id, byte[] bytes) implements StoredPicture {
    @Override
    public Picture read(OpenArchives archives) {
      return Picture.read(bytes == null ? new byte[0] : bytes, id);
    }
  }
}
