package dev.sprout.core;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader and writer of records as JSON files of limited size. */
public final class JsonFile {
  private static final long LARGEST = 64L << 20;
  private static final Pattern PATH = Pattern.compile("path \\$\\.(\\S+)");

  private static final Gson PRETTY =
      new GsonBuilder()
          .setPrettyPrinting()
          .registerTypeHierarchyAdapter(
              Enum.class,
              (JsonSerializer<Enum<?>>)
                  (constant, type, context) -> new JsonPrimitive(JsonValue.name(constant)))
          .create();

  private JsonFile() {}

  /**
   * Reads a record strictly. Keys of the file and components of the record are the same, except
   * that components with a {@link Default} may be absent and any object may have a text {@code why}
   * for human readers. Components are whole numbers, finite numbers, booleans, texts, enums (in
   * lower case), records, and lists of these; none is null.
   *
   * @param kind of the error where that fails
   * @throws UserError naming the file, the path of the field, what was given and what is accepted
   */
  public static <T extends Record> T readRecord(Path file, Class<T> type, UserError.Kind kind) {
    String text = text(file, kind);
    try {
      return type.cast(new JsonRecord(type, "").read(JsonTree.parse(text)));
    } catch (UserError e) {
      throw UserError.of(kind, e, "%s: %s", file, e.getMessage());
    }
  }

  /**
   * Reads an object of a foreign format: unknown keys are ignored, missing ones are null, zero or
   * false.
   *
   * @param kind of the error where that fails
   * @throws UserError naming the file when it is missing, too large, malformed, or refused by a
   *     record's constructor
   */
  public static <T> T read(Path file, Class<T> type, UserError.Kind kind) {
    try {
      T value = new Gson().fromJson(text(file, kind), type);
      if (value == null) {
        throw UserError.of(kind, null, "%s is empty", file);
      }
      return value;
    } catch (UserError e) {
      throw e;
    } catch (JsonParseException e) {
      throw UserError.of(kind, e, "%s can't be read: %s", file, misfit(e));
    } catch (RuntimeException e) { // gson wraps exceptions of a record's constructor
      throw UserError.of(kind, e, "%s: %s", file, refusal(e));
    }
  }

  /** What gson couldn't read, by the path that its message ends with. */
  private static String misfit(JsonParseException e) {
    Matcher path = PATH.matcher(String.valueOf(e.getMessage()));
    return path.find()
        ? path.group(1) + " is of another kind than expected"
        : "the text is not JSON, or of another kind than expected";
  }

  private static String text(Path file, UserError.Kind kind) {
    try {
      if (!Files.isRegularFile(file)) {
        throw UserError.of(kind, null, "%s is not a file", file);
      } else if (Files.size(file) > LARGEST) {
        throw UserError.of(kind, null, "%s is larger than %d bytes", file, LARGEST);
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw UserError.of(kind, e, "%s is not text in UTF-8; save it so", file);
    } catch (IOException e) {
      throw UserError.of(kind, e, "%s can't be read: %s", file, AtomicFile.reason(e));
    }
  }

  /** Writes a record or a JSON tree atomically, indented; enums in lower case, nothing for null. */
  public static void write(Path file, Object value) {
    byte[] json = (PRETTY.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  private static String refusal(Throwable e) {
    if (e instanceof UserError) {
      return e.getMessage();
    }
    return e.getCause() == null ? "something in it is missing" : refusal(e.getCause());
  }
}
