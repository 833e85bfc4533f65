package dev.sprout.spark;

import dev.sprout.cli.EngineFlags;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.xar.model.WeightChoice;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkContext;

/**
 * The model of a job, read by each executor from a place that all of them see or from files that
 * Spark sent, and checked to be the driver's. Immutable.
 *
 * @param flags model, device and precision
 * @param weights choice of a checkpoint's weights
 * @param hash hash of all files of the model and its adapter
 * @param threads threads of a task
 * @param shipped the files that Spark sent; null for a place that all see
 */
record ModelSource(
    EngineFlags flags, WeightChoice weights, String hash, int threads, ShippedFiles shipped)
    implements Serializable {
  private static final String MODEL = "model";
  private static final String ADAPTER = "adapter";

  /** The model of the driver. */
  static ModelSource of(EngineFlags flags, WeightChoice weights, int threads) {
    flags.check();
    return new ModelSource(flags, weights, hash(given(flags)), threads, null);
  }

  /** The same model, its files sent by Spark. */
  ModelSource shipped(SparkContext context) {
    ShippedFiles sent = ShippedFiles.send(context, "sprout-model", given(flags));
    return new ModelSource(flags, weights, hash, threads, sent);
  }

  private static Map<String, Path> given(EngineFlags flags) {
    Map<String, Path> folders = new LinkedHashMap<>(Map.of(MODEL, flags.folder()));
    flags.adapter().ifPresent(adapter -> folders.put(ADAPTER, adapter));
    return folders;
  }

  private static String hash(Map<String, Path> folders) {
    return FileHash.of(
        folders.values().stream()
            .flatMap(folder -> ShippedFiles.files(folder).stream())
            .toArray(Path[]::new));
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
    return Networks.use(hash + weights + flags.compute(), threads, this::load, work);
  }

  /** The folders of model and adapter in this executor. */
  Map<String, Path> folders() {
    if (shipped == null) {
      return given(flags);
    }
    Map<String, Path> folders = new LinkedHashMap<>(Map.of(MODEL, shipped.at(MODEL)));
    flags.adapter().ifPresent(adapter -> folders.put(ADAPTER, shipped.at(ADAPTER)));
    return folders;
  }

  private Sprout load() {
    Map<String, Path> folders = folders();
    String here = hash(folders);
    if (!here.equals(hash)) {
      throw UserError.failure(
          "model folder %s of an executor has the hash %s, and that of the driver %s; give all"
              + " machines the same files, or send them with --ship-model",
          folders.get(MODEL), here, hash);
    }
    return flags.open(weights, folders.get(MODEL), folders.get(ADAPTER));
  }
}
