package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a training is prepared from, and what is closed when it ends. For one thread. */
public final class RecipeContext implements AutoCloseable {
  private final Path configuration;
  private final RecipeData data;
  private final PictureSource source; // null where volumes are learned from
  private final Path out;
  private final boolean resumed;
  private final ComputeDevice device;
  private final NDManager manager;
  private final List<EmojiExample> examples;
  private final Consumer<String> notices;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * A context.
   *
   * @param configuration the file to which paths in it are relative
   * @param data what is learned from
   * @param source the opened pictures, the caller's to close after this; null for volumes
   * @param out the run's folder
   * @param resumed whether the run began earlier
   * @param notices receives sentences for people
   */
  RecipeContext(
      Path configuration,
      RecipeData data,
      PictureSource source,
      Path out,
      boolean resumed,
      ComputeDevice device,
      Consumer<String> notices) {
    this.configuration = configuration;
    this.data = data;
    this.source = source;
    this.out = out;
    this.resumed = resumed;
    this.device = device;
    this.manager = device.newManager();
    this.examples = source == null ? List.of() : EmojiExample.all(source);
    this.notices = notices;
  }

  /** What is learned from. */
  RecipeData data() {
    return data;
  }

  /** Tells people something. */
  void notice(String sentence) {
    notices.accept(sentence);
  }

  /** The pictures. */
  PictureSource source() {
    return source;
  }

  /** What is known of the pictures, in the order of the source. */
  List<EmojiExample> examples() {
    return examples;
  }

  /** Indices of the pictures to learn from, at least one. */
  int[] trained() {
    int[] trained = HeldOut.trained(source);
    if (trained.length == 0) {
      throw UserError.failure(
          "all %d pictures are held out; none is left to train on", source.size());
    }
    return trained;
  }

  /** The examples of {@link #trained}. */
  List<EmojiExample> trainedExamples() {
    return IntStream.of(trained()).mapToObj(examples::get).toList();
  }

  /** The run's folder. */
  Path out() {
    return out;
  }

  /** Whether the run began earlier. */
  boolean resumed() {
    return resumed;
  }

  /** Where to compute. */
  ComputeDevice device() {
    return device;
  }

  /** Owns all arrays of the training. */
  NDManager manager() {
    return manager;
  }

  /** Something to be closed with this. */
  <T extends AutoCloseable> T own(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * A folder or file with another part of a model.
   *
   * @param field of the configuration that names it
   * @param given its path, relative to the configuration file
   * @throws UserError when there is none
   */
  Path part(String field, String given) {
    try {
      Path part = configuration.resolveSibling(given);
      if (Files.exists(part)) {
        return part;
      }
      throw missing(field, given, "there is no " + part.normalize());
    } catch (InvalidPathException e) {
      throw missing(field, given, "that is no path");
    }
  }

  private UserError missing(String field, String given, String problem) {
    return UserError.badRequest(
        "%s: %s is %s; accepted is a path relative to that file, and %s",
        configuration, field, given, problem);
  }

  /** Closes everything, last opened first. */
  @Override
  public void close() {
    manager.close();
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
