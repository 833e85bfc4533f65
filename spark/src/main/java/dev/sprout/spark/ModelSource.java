package dev.sprout.spark;

import dev.sprout.cli.EngineFlags;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.nn.weights.FileHash;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The model of a job, read by each executor from a place that all of them see, and checked to be
 * the driver's. Immutable.
 *
 * @param flags model, device and precision
 * @param opened opens the model in an executor
 * @param hash hash of all files of the model and its adapter
 * @param threads threads of a task
 */
record ModelSource(EngineFlags flags, Networks.Loader<Sprout> opened, String hash, int threads)
    implements Serializable {

  /** The model of the driver. */
  static ModelSource of(EngineFlags flags, Networks.Loader<Sprout> opened, int threads) {
    flags.check();
    return new ModelSource(flags, opened, hash(flags), threads);
  }

  private static String hash(EngineFlags flags) {
    Stream<Path> adapter = flags.adapter().stream();
    return FileHash.of(
        Stream.concat(Stream.of(flags.folder()), adapter)
            .flatMap(folder -> files(folder).stream())
            .toArray(Path[]::new));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }

  /** Writes down what results depend on. */
  void describe(Map<String, String> description) {
    description.put("model", hash);
    description.put("threads", String.valueOf(threads));
  }

  /**
   * Works with the model, in an executor.
   *
   * @throws UserError when the model can't be read there, or is another one
   */
  <R> R use(Function<Sprout, R> work) {
    return Networks.use(description(), threads, this::load, work);
  }

  private String description() {
    return hash + flags.compute();
  }

  private Sprout load() {
    String here = hash(flags);
    if (!here.equals(hash)) {
      throw UserError.failure(
          "model folder %s of an executor has the hash %s, and that of the driver %s; give all"
              + " machines the same files",
          flags.folder(), here, hash);
    }
    return opened.load();
  }
}
