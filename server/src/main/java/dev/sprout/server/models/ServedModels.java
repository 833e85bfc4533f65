package dev.sprout.server.models;

import dev.sprout.core.UserError;
import dev.sprout.engine.LoadOptions;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All models of a server, the first of which is the default. Thread-safe. */
public final class ServedModels implements AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private final Map<String, ServedModel> models = new LinkedHashMap<>();
  private final long memory;

  /**
   * Describes the models.
   *
   * @param folders model folders by the names that requests use
   * @param waiting most jobs of each that wait or are worked on
   * @param memory bytes of model files that may be loaded at a time
   * @param batches receiver of the jobs of each batch
   * @throws UserError when a folder is no model, or alone larger than the memory
   */
  public ServedModels(
      Map<String, Path> folders,
      LoadOptions options,
      int waiting,
      long memory,
      Consumer<List<DrawingJob>> batches) {
    this.memory = memory;
    folders.forEach(
        (name, folder) ->
            models.put(
                name, new ServedModel(name, folder, options, waiting, this::makeRoom, batches)));
    for (ServedModel model : models.values()) {
      if (model.bytes() > memory) {
        close();
        throw UserError.unusable(
            "maxMemory",
            "is %d MiB, but model %s alone takes %d; give that much or more",
            memory / MEBIBYTE,
            model.name(),
            (model.bytes() + MEBIBYTE - 1) / MEBIBYTE);
      }
    }
  }

  /** Unloads models, those first that weren't used for longest, until another one fits. */
  private synchronized void makeRoom(ServedModel wanted) {
    List<ServedModel> others =
        models.values().stream()
            .filter(each -> each != wanted && each.isLoaded())
            .sorted(Comparator.comparingLong(ServedModel::lastUse))
            .toList();
    long used = wanted.bytes() + others.stream().mapToLong(ServedModel::bytes).sum();
    for (ServedModel other : others) {
      if (used <= memory) {
        return;
      } else if (other.unload()) {
        used -= other.bytes();
      }
    }
  }

  /** All models, the default first. */
  public Collection<ServedModel> all() {
    return models.values();
  }

  /**
   * The model of a name.
   *
   * @param name null for the default
   * @throws Refusal when there is none of that name
   */
  public ServedModel find(String name) {
    if (name == null) {
      return models.values().iterator().next();
    }
    ServedModel model = models.get(name);
    if (model == null) {
      throw Refusal.noModel(name, String.join(", ", models.keySet()));
    }
    return model;
  }

  @Override
  public void close() {
    models.values().forEach(ServedModel::close);
  }
}
