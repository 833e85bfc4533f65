package dev.sprout.core;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads records from JSON files of limited size, and writes them. */
public final class JsonFile {
  private static final long LARGEST = 64L << 20;

  private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().create();

  private JsonFile() {}

  /**
   * Reads one object.
   *
   * @param kind of the error where that fails
   * @throws UserError naming the file when it is missing, too large, malformed, or says something
   *     that a record's constructor refuses
   */
  public static <T> T read(Path file, Class<T> type, UserError.Kind kind) {
    try {
      if (!Files.isRegularFile(file)) {
        throw UserError.of(kind, null, "%s is not a file", file);
      } else if (Files.size(file) > LARGEST) {
        throw UserError.of(kind, null, "%s is larger than %d bytes", file, LARGEST);
      }
      T value = new Gson().fromJson(Files.readString(file), type);
      if (value == null) {
        throw UserError.of(kind, null, "%s is empty", file);
      }
      return value;
    } catch (UserError e) {
      throw e;
    } catch (IOException | JsonParseException e) {
      throw UserError.of(kind, e, "%s can't be read: %s", file, e.getMessage());
    } catch (RuntimeException e) { // gson wraps what a record's constructor throws
      throw UserError.of(kind, e, "%s: %s", file, refusal(e).getMessage());
    }
  }

  /** Writes a record or a JSON tree over several lines, whole or not at all. */
  public static void write(Path file, Object value) {
    byte[] json = (PRETTY.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  private static Throwable refusal(Throwable e) {
    return e instanceof UserError || e.getCause() == null ? e : refusal(e.getCause());
  }
}
