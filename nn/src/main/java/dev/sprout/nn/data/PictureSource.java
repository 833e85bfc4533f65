package dev.sprout.nn.data;

import dev.sprout.nn.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures with labels, by index, in an order that doesn't depend on the machine. Thread-safe. */
public interface PictureSource extends AutoCloseable {

  /** Opens a folder with a {@code metadata.jsonl}. */
  static PictureSource open(Path path) {
    if (Files.isRegularFile(path.resolve(PictureFolder.METADATA))) {
      return PictureFolder.open(path);
    }
    throw UserError.failure(
        "%s is no picture source; accepted is a folder with %s", path, PictureFolder.METADATA);
  }

  /** Number of pictures. */
  int size();

  /** Labels of one picture; cheap. */
  Example example(int index);

  /** Decodes one picture. */
  Picture picture(int index);

  @Override
  void close();
}
