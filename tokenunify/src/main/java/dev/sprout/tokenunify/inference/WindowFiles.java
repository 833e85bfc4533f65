package dev.sprout.tokenunify.inference;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the network gave for windows that later blocks touch too, a file each: every window is
 * predicted once, whatever the blocks, and also where a job is killed and goes on.
 */
final class WindowFiles {
  private final Path folder;
  private final int values;

  /**
   * The files of a job.
   *
   * @param values of a window
   */
  WindowFiles(Path folder, int values) {
    AtomicFile.makeFolder(folder);
    this.folder = folder;
    this.values = values;
  }

  /** A window's values, predicted and kept if they aren't there. */
  float[] get(int window, Supplier<float[]> prediction) {
    if (isThere(window)) {
      return read(window);
    }
    float[] predicted = prediction.get();
    if (predicted.length != values) {
      throw UserError.failure(
          "the network gives %d values for a window; expected are %d", predicted.length, values);
    }
    byte[] bytes = Block.ofFloat32(new Coordinate(1, 1, values), predicted).littleEndian();
    AtomicFile.write(file(window), out -> out.write(bytes));
    return predicted;
  }

  /** Whether a window has been predicted. */
  boolean isThere(int window) {
    return Files.exists(file(window));
  }

  /** A window's values, which are there. */
  float[] read(int window) {
    Coordinate shape = new Coordinate(1, 1, values);
    return new Block(ElementType.FLOAT32, shape, bytes(file(window))).intensities();
  }

  private byte[] bytes(Path file) {
    try {
      if (Files.size(file) == 4L * values) {
        return Files.readAllBytes(file);
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
    throw UserError.failure(
        "%s is damaged: it should have %d bytes. Delete it.", file, 4L * values);
  }

  /** Forgets a window that no later block touches. */
  void forget(int window) {
    Folders.deleteFile(file(window));
  }

  private Path file(int window) {
    return folder.resolve(window + ".f32");
  }
}
