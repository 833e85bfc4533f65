package dev.sprout.server.models;

import dev.sprout.core.UserError;
import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.server.http.Limits;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.JobQueue;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A model that a server offers, with its queue. Loaded at first use. Thread-safe. */
public final class ServedModel implements AutoCloseable {
  private final String name;
  private final Path folder;
  private final LoadOptions options;
  private final ModelConfig config;
  private final boolean hasWords;
  private final long bytes;
  private final JobQueue queue;
  private final ReentrantLock inUse = new ReentrantLock();
  private volatile Sprout loaded;
  private volatile long lastUse;

  /**
   * Describes a model folder by its files and starts its queue.
   *
   * @param most jobs that wait or are worked on
   * @param beforeLoading called when the networks are about to be loaded
   * @param batches receiver of the jobs of each batch
   * @throws UserError when the folder is no model
   */
  ServedModel(
      String name,
      Path folder,
      LoadOptions options,
      int most,
      Consumer<ServedModel> beforeLoading,
      Consumer<List<DrawingJob>> batches) {
    this.name = name;
    this.folder = folder;
    this.options = options;
    this.hasWords = Sprout.hasWords(folder);
    boolean draws = Files.exists(folder.resolve(ModelConfig.FILE));
    if (!draws && !hasWords) {
      throw UserError.failure(
          "%s is no model folder; accepted is one with %s, or with folders %s and %s",
          folder, ModelConfig.FILE, ModelFolder.SEED, ModelFolder.LANGUAGE);
    }
    this.config = draws ? ModelFolder.of(folder, options.weights()).config() : null;
    this.bytes = size(folder);
    this.queue = new JobQueue(name, most, work -> lend(work, beforeLoading), batches);
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lend(Consumer<Sprout> work, Consumer<ServedModel> beforeLoading) {
    if (loaded == null) {
      beforeLoading.accept(this); // may take the memory of another model, so without this lock
    }
    inUse.lock();
    try {
      if (loaded == null) {
        loaded = Sprout.load(folder, options);
      }
      lastUse = System.nanoTime();
      work.accept(loaded);
    } finally {
      inUse.unlock();
    }
  }

  /** Name in requests. */
  public String name() {
    return name;
  }

  /** Sizes and names of the generator; empty for a model that draws nothing. */
  public Optional<ModelConfig> config() {
    return Optional.ofNullable(config);
  }

  /**
   * Pixels a side of its pictures.
   *
   * @throws UserError when it draws nothing
   */
  public int imageSize() {
    if (config == null) {
      throw UserError.unusable("model", "is %s, which draws nothing", name);
    }
    return config.autoencoder().imageSize();
  }

  /** Its own sampling options, with no more steps than the ceiling. */
  public SamplingChoices usual(Limits limits) {
    int most = limits.steps();
    return config == null || config.defaults().options().solver().steps() <= most
        ? SamplingChoices.NONE
        : new SamplingChoices(null, List.of(most), null, null, null, null);
  }

  /** Whether it captions pictures and answers questions. */
  public boolean hasWords() {
    return hasWords;
  }

  /** Its jobs. */
  public JobQueue queue() {
    return queue;
  }

  /** Bytes of its files, which is about the memory that it takes. */
  public long bytes() {
    return bytes;
  }

  /** Whether it is in memory. */
  public boolean isLoaded() {
    return loaded != null;
  }

  /** Whether its thread works with it, so that it can't be unloaded. */
  boolean isAtWork() {
    return inUse.isLocked();
  }

  /** Time of the last use, in nanoseconds from an arbitrary origin. */
  long lastUse() {
    return lastUse;
  }

  /** Frees the memory, unless the model is at work; returns whether that was done. */
  boolean unload() {
    if (!inUse.tryLock()) {
      return false;
    }
    try {
      if (loaded != null) {
        loaded.close();
        loaded = null;
      }
      return true;
    } finally {
      inUse.unlock();
    }
  }

  /** Cancels all jobs, waits for the one that is worked on, and frees the memory. */
  @Override
  public void close() {
    queue.close();
    unload();
  }
}
