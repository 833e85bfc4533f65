package dev.sprout.spark;

import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Zip archives that a task reads from, each opened once. For one thread. */
final class OpenArchives implements AutoCloseable {
  private final Map<String, PictureSource> open = new HashMap<>();

  /**
   * Reads and decodes a picture.
   *
   * @param index its number in the archive
   * @throws dev.sprout.core.UserError when archive or picture are missing or broken
   */
  Picture picture(String archive, int index) {
    return open.computeIfAbsent(archive, path -> PictureSource.unlabelled(Path.of(path)))
        .picture(index);
  }

  @Override
  public void close() {
    open.values().forEach(PictureSource::close);
  }
}
