package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import dev.sprout.xar.pipeline.PictureTrajectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a picture after each evaluation of the network: {@code entity-02-step-013.png}.
 *
 * @param folder made if missing
 */
record TrajectoryFolder(Path folder) implements PictureTrajectory {

  /**
   * Makes the folder.
   *
   * @param force whether there may be something in it
   */
  static TrajectoryFolder make(Path folder, boolean force) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (!force && files.findAny().isPresent()) {
          throw UserError.failure(
              "--trajectory %s is not empty; add --force to write into it all the same", folder);
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "--trajectory %s can't be made: %s", folder, e.getMessage());
    }
    return new TrajectoryFolder(folder);
  }

  @Override
  public void at(int entity, int evaluation, Picture picture) {
    String name = "entity-%02d-step-%03d.png".formatted(entity + 1, evaluation + 1);
    Png.write(folder.resolve(name), picture, Map.of());
  }
}
