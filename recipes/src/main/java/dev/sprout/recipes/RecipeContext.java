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

/**
 * Context of preparing a training: data, device, folder; closes resources at its end. For one
 * thread.
 */
public final class RecipeContext implements AutoCloseable {
  private final Path configuration;
  private final RecipeData data;
  private final PictureSource source; // null where volumes are learned from
  private final Path out;
  private final boolean resumed;
  private final ComputeDevice device;
  private final NDManager manager;
  private final List<EmojiExample> examples;
  private final int[] trained;
  private final Consumer<String> notices;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * Creates a context.
   *
   * @param configuration configuration file, to which its paths are relative
   * @param data path of the training data
   * @param source opened pictures, closed by the caller after this; null for volumes
   * @param examples labels of the pictures, in their order; none for volumes
   * @param out folder of the run
   * @param resumed whether the run is continued
   * @param notices receiver of sentences for users
   */
  RecipeContext(
      Path configuration,
      RecipeData data,
      PictureSource source,
      List<EmojiExample> examples,
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
    this.examples = List.copyOf(examples);
    this.trained = source == null ? new int[0] : HeldOut.trained(source);
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

  /** Labels of the pictures, in the order of the source. */
  List<EmojiExample> examples() {
    return examples;
  }

  /** Indices of the training pictures, at least one. */
  int[] trained() {
    if (trained.length == 0) {
      throw UserError.failure(
          "all %d pictures are held out; none is left to train on", source.size());
    }
    return trained.clone();
  }

  /** The examples of {@link #trained}. */
  List<EmojiExample> trainedExamples() {
    return IntStream.of(trained()).mapToObj(examples::get).toList();
  }

  /** Folder of the run. */
  Path out() {
    return out;
  }

  /** Whether the run is continued. */
  boolean resumed() {
    return resumed;
  }

  /** Device of the training. */
  ComputeDevice device() {
    return device;
  }

  /** Owner of all arrays of the training. */
  NDManager manager() {
    return manager;
  }

  /** Registers a resource to be closed with this. */
  <T extends AutoCloseable> T own(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * A folder or file with another part of a model.
   *
   * @param field field of the configuration that names it
   * @param given path relative to the configuration file
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

  /** Closes all resources, last opened first. */
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
