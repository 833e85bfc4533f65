package dev.sprout.nn.train;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folder of a training run, locked while open against a second training. It holds checkpoints,
 * metrics, previews, the model, and the run's configuration, {@code training.json}.
 */
public final class RunFolder implements AutoCloseable {
  /** File name of the run's configuration. */
  public static final String CONFIGURATION = "training.json";

  private static final String LOCK = ".lock";

  /**
   * Options that may change on resuming: the number of steps, and options without influence on
   * weights.
   */
  private static final Set<String> FREE =
      Set.of(
          "training.steps",
          "training.checkpointEvery",
          "training.previewEvery",
          "training.logEvery",
          "training.keep");

  private final Path folder;
  private final FileChannel channel;

  private RunFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder, made if missing, and deletes half-written files of a killed run.
   *
   * @throws UserError when another training has locked it, or it can't be written
   */
  public static RunFolder open(Path folder) {
    AtomicFile.makeFolder(folder);
    Path file = folder.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw UserError.failure(
            "another training is writing to %s; wait for its end or name another folder", folder);
      }
      RunFolder opened = new RunFolder(folder, channel);
      opened.deleteLeftovers();
      return opened;
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", folder, AtomicFile.reason(e));
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(); // released with the channel
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by another training of this process
    }
  }

  /** Deletes half-written files of {@link AtomicFile}. */
  private void deleteLeftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (AtomicFile.isTemporary(file)) {
          Files.delete(file);
        }
      }
    }
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /**
   * Writes the configuration of a new run, or compares it with the resumed run's.
   *
   * @param resume continue the folder's run, if it holds one
   * @return whether a run is continued
   * @throws UserError when the folder holds a run and {@code resume} is false, one with another
   *     configuration, or only checkpoints renamed as damaged
   */
  public boolean begin(Record configuration, boolean resume) {
    Path file = folder.resolve(CONFIGURATION);
    Checkpoints checkpoints = new Checkpoints(folder, 1);
    long done = checkpoints.newestStep();
    if (done == 0) {
      checkpoints.requireNoneDamaged();
    } else {
      Checkpoints.requireResume(folder, done, resume);
      if (Files.exists(file)) {
        compare(file, configuration);
      }
    }
    JsonFile.write(file, configuration);
    return done > 0;
  }

  private static void compare(Path file, Record configuration) {
    Record begun = JsonFile.readRecord(file, configuration.getClass(), UserError.Kind.FAILED);
    RecordDifference.first(begun, configuration, FREE)
        .ifPresent(
            difference -> {
              throw UserError.badRequest(
                  "the run in %s began with %s %s, the configuration now says %s. Resume it as it"
                      + " began, or name another folder; without %s it goes on with new values.",
                  file.getParent(),
                  difference.path(),
                  difference.first(),
                  difference.second(),
                  file);
            });
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be unlocked: %s", folder, AtomicFile.reason(e));
    }
  }
}
