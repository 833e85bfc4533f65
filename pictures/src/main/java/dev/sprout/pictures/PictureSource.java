package dev.sprout.pictures;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Source of pictures with labels and captions, by index, in an order independent of the machine.
 * Thread-safe.
 */
public interface PictureSource extends AutoCloseable {

  /**
   * Opens one of these sources and reads its labels and captions:
   *
   * <ul>
   *   <li>a folder with {@code metadata.jsonl} (or any {@code .jsonl} file): a JSON object per
   *       line, with {@code file} or {@code file_name} naming a picture inside the folder; in the
   *       order of the lines;
   *   <li>a folder with {@code metadata.csv} (or any {@code .csv} file): the same as a table of
   *       comma-separated values whose first row names the columns; empty values are left out;
   *   <li>a folder that holds pictures only in the one folder with such a file;
   *   <li>a folder of class folders: pictures at any depth of folder NAME get the field {@code
   *       class} = NAME; in the order of their paths;
   *   <li>a folder of pictures, in the order of their names;
   *   <li>a {@code .tar} file or a folder of them in the WebDataset layout: files that share their
   *       name up to the first dot are one example with one picture; {@code json} gives fields,
   *       {@code txt} captions, {@code cls} the field {@code class}; in the order of the shards'
   *       names and inside each as stored.
   * </ul>
   *
   * In folders without metadata a picture's captions are the lines of NAME.txt beside it, its
   * fields the members of NAME.json. Files with other extensions are pictures if their first bytes
   * are a picture's. Hidden files are ignored. The metadata of a folder must list all its pictures;
   * a metadata file given by its own path may list some.
   *
   * @throws dev.sprout.core.UserError when the path is none of these, a file of it is malformed
   *     (the message names file and line), or it holds pictures or tables that are not listed or
   *     not read
   */
  static PictureSource open(Path path) {
    return PictureSources.open(path);
  }

  /**
   * Opens all pictures of one of these, without labels:
   *
   * <ul>
   *   <li>a folder, at any depth, in the order of their paths; files that are no pictures are
   *       passed over;
   *   <li>a {@code .tar} file or a folder of them, each in the order stored;
   *   <li>a {@code .zip} file, in the order of its directory.
   * </ul>
   *
   * @throws dev.sprout.core.UserError when the path is none of these, an archive is damaged, or it
   *     holds no pictures, pictures of kinds that are not read, or archives beside pictures
   */
  static PictureSource unlabelled(Path path) {
    return PictureSources.unlabelled(path);
  }

  /** Number of pictures, ≥ 1. */
  int size();

  /** Labels and captions of a picture, from memory. */
  Example example(int index);

  /**
   * Reads and decodes one picture, at its own size.
   *
   * @throws dev.sprout.core.UserError when the file is broken or missing
   */
  Picture picture(int index);

  /**
   * Where the file of a picture is stored as it is; empty for pictures that are compressed or made.
   */
  default Optional<FileRange> stored(int index) {
    return Optional.empty();
  }

  /** Closes the source. */
  @Override
  void close();
}
