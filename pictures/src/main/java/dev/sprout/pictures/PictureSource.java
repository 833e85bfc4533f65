package dev.sprout.pictures;

import java.nio.file.Path;

/**
 * Pictures and what is known of them, by index, in an order that doesn't depend on the machine.
 * Thread-safe.
 */
public interface PictureSource extends AutoCloseable {

  /**
   * Opens one of these, and reads all that it says but the pictures:
   *
   * <ul>
   *   <li>a folder with {@code metadata.jsonl} (or any {@code .jsonl} file): a JSON object a line,
   *       with {@code file} or {@code file_name} naming a picture inside the folder; in the order
   *       of the lines;
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
   * In folders without metadata each picture has its captions, one a line, in NAME.txt beside it,
   * and fields in NAME.json, if there are any. Files whose names don't end like a picture's are
   * pictures if their first bytes say so. Hidden files are passed over.
   *
   * @throws dev.sprout.core.UserError when the path is none of these, a file of it is malformed
   *     (the message names file and line), or it holds pictures or tables that are not read
   */
  static PictureSource open(Path path) {
    return PictureSources.open(path);
  }

  /** Number of pictures, ≥ 1. */
  int size();

  /** What is known of a picture; cheap, nothing is read or decoded. */
  Example example(int index);

  /**
   * Reads and decodes one picture, whatever its size.
   *
   * @throws dev.sprout.core.UserError when it is broken or gone
   */
  Picture picture(int index);

  /** Ends the use of the source. */
  @Override
  void close();
}
