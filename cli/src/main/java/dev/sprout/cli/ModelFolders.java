package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Models: shipped ones by name, others by folder. Immutable.
 *
 * @param shipped parent folder of the shipped models; may be missing
 * @param kind of models that are meant
 */
public record ModelFolders(Path shipped, Kind kind) {
  /** What a model works on. */
  public enum Kind {
    /** Pictures: generators and tokenizers. */
    PICTURES,
    /** Electron-microscopy volumes. */
    VOLUMES
  }

  /** The default model for pictures. */
  static final String PICTURES = "emoji";

  /** The default model for volumes. */
  static final String VOLUMES = "em";

  /**
   * Models of this installation, below system property sprout.home, SPROUT_HOME or the current
   * folder.
   */
  static ModelFolders installed(Kind kind) {
    return new ModelFolders(parent(), kind);
  }

  /** Parent folder of this installation's models; may be missing. */
  public static Path parent() {
    String variable = System.getenv("SPROUT_HOME");
    String home = System.getProperty("sprout.home", variable == null ? "." : variable);
    return Path.of(home).resolve("models");
  }

  /** All shipped model folders by name. */
  List<Path> list() {
    if (!Files.isDirectory(shipped)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(shipped)) {
      return entries.filter(this::isModel).sorted().toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", shipped, e.getMessage());
    }
  }

  /**
   * The folder of a model.
   *
   * @param given a shipped model's name or a model folder
   * @throws UserError when there is none
   */
  Path find(String given) {
    Path named = shipped.resolve(given).normalize();
    if (!given.contains("/") && isModel(named)) {
      return named;
    }
    Path folder = Path.of(given);
    if (Files.isDirectory(folder)) {
      return folder; // reading reports missing files
    }
    throw UserError.failure(
        "--model %s: there is no such model folder. Accepted are a folder with %s and its weights,"
            + " and shipped models: %s.",
        given, ModelConfig.FILE, names());
  }

  private String names() {
    List<Path> all = list();
    return all.isEmpty()
        ? "none in " + shipped
        : all.stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", "));
  }

  private boolean isModel(Path folder) {
    boolean volumes = Files.isRegularFile(folder.resolve(TokenUnifyFolder.WEIGHTS));
    return Files.isRegularFile(folder.resolve(ModelConfig.FILE))
        && volumes == (kind == Kind.VOLUMES);
  }
}
