package dev.sprout.cli;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.Provenance;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Predicted clean pictures, one file per network evaluation: {@code entity-02-step-013.png}.
 *
 * @param folder made if missing
 * @param noted adds the command's own options to a provenance
 */
record TrajectoryFolder(Path folder, UnaryOperator<Provenance> noted)
    implements Consumer<GeneratedPicture> {

  /**
   * Creates the folder if missing.
   *
   * @param force whether the folder may hold files already
   */
  static TrajectoryFolder make(Path folder, boolean force, UnaryOperator<Provenance> noted) {
    AtomicFile.makeFolder(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (!force && files.findAny().isPresent()) {
        throw UserError.failure(
            "--trajectory %s is not empty; add --force to write into it all the same", folder);
      }
    } catch (IOException e) {
      throw UserError.failure(e, "--trajectory %s can't be read: %s", folder, e.getMessage());
    }
    return new TrajectoryFolder(folder, noted);
  }

  @Override
  public void accept(GeneratedPicture step) {
    Provenance provenance = noted.apply(step.provenance());
    String name =
        "entity-%2s-step-%3s.png"
            .formatted(provenance.get("entity"), provenance.get("evaluation"))
            .replace(' ', '0');
    Png.write(folder.resolve(name), step.picture(), provenance.values());
  }
}
