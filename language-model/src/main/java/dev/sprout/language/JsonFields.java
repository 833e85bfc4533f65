package dev.sprout.language;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object in a file that nobody vouches for: each has the kind that is asked
 * for or is refused by its name. A field that is null counts as absent.
 *
 * @param path of the object, to begin messages with: the file, then the names on the way
 */
record JsonFields(String path, JsonObject object) {
  private static final long LARGEST = 64L << 20;
  private static final Pattern POSITION = Pattern.compile("line \\d+ column \\d+");

  /**
   * Reads a file as the JSON standard has it (RFC 8259).
   *
   * @throws UserError when it is missing, above 64 MiB, not UTF-8, or not one JSON object
   */
  static JsonFields read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw UserError.failure("%s is not a file", file);
      } else if (Files.size(file) > LARGEST) {
        throw UserError.failure("%s is larger than %d bytes", file, LARGEST);
      }
      return new JsonFields(file.toString(), parse(file, Files.readString(file)));
    } catch (CharacterCodingException e) {
      throw UserError.failure(e, "%s is not UTF-8 text", file);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
  }

  private static JsonObject parse(Path file, String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement tree = new Gson().getAdapter(JsonElement.class).read(reader);
      if (tree != null && tree.isJsonObject() && reader.peek().name().equals("END_DOCUMENT")) {
        return tree.getAsJsonObject();
      }
      throw UserError.failure("%s is not one JSON object", file);
    } catch (IOException | JsonParseException | IllegalStateException e) {
      Matcher position = POSITION.matcher(String.valueOf(e.getMessage()));
      String where = position.find() ? " at " + position.group() : "";
      throw UserError.failure(e, "%s is no valid JSON%s", file, where);
    }
  }

  /** Whether a field is there and not null. */
  boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  /** Refuses null in numbers that may be absent, but have a value where they are there. */
  void refuseNull(String... numbers) {
    for (String name : numbers) {
      if (object.has(name) && !has(name)) {
        throw invalid(name, "a number");
      }
    }
  }

  /** Refuses fields of any other name. */
  void allowOnly(Set<String> names) {
    for (String name : object.keySet()) {
      if (!names.contains(name)) {
        throw UserError.failure(
            "%s: %s is %s; this setting is unknown, and might change what is computed",
            path, printable(name), shown(object.get(name)));
      }
    }
  }

  /** Refuses fields that are there with another value than the only supported one, as JSON. */
  void requireValues(Map<String, String> supported) {
    supported.forEach(
        (name, value) -> {
          if (has(name) && !object.get(name).equals(JsonParser.parseString(value))) {
            throw invalid(name, value);
          }
        });
  }

  /** An object's fields; none where it is absent. */
  JsonFields fields(String name) {
    if (has(name) && !object.get(name).isJsonObject()) {
      throw invalid(name, "an object");
    }
    return new JsonFields(
        path + ": " + name, has(name) ? object.getAsJsonObject(name) : new JsonObject());
  }

  /** Well-formed Unicode text. */
  String text(String name, String absent) {
    return has(name) ? text(name, object.get(name)) : absent;
  }

  private String text(String name, JsonElement value) {
    boolean text = value instanceof JsonPrimitive primitive && primitive.isString();
    if (!text || !StandardCharsets.UTF_8.newEncoder().canEncode(value.getAsString())) {
      throw invalid(name, "a text of whole characters");
    }
    return value.getAsString();
  }

  /** A list of texts; a single text is a list of one. */
  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    } else if (!(object.get(name) instanceof JsonArray)) {
      return List.of(text(name, ""));
    }
    List<String> texts = new ArrayList<>();
    object.getAsJsonArray(name).forEach(item -> texts.add(text(name, item)));
    return List.copyOf(texts);
  }

  /** Whole numbers of a list; a single one is a list of one. */
  Set<Integer> wholes(String name) {
    JsonArray list = new JsonArray();
    if (has(name) && object.get(name).isJsonArray()) {
      list = object.getAsJsonArray(name);
    } else if (has(name)) {
      list.add(object.get(name));
    }
    Set<Integer> wholes = new TreeSet<>();
    for (JsonElement item : list) {
      JsonObject single = new JsonObject();
      single.add(name, item);
      wholes.add(new JsonFields(path, single).whole(name, -1));
    }
    return wholes;
  }

  /** A list of anything. */
  JsonArray array(String name) {
    if (has(name) && object.get(name).isJsonArray()) {
      return object.getAsJsonArray(name);
    }
    throw invalid(name, "a list");
  }

  boolean flag(String name, boolean absent) {
    if (!has(name)) {
      return absent;
    } else if (object.get(name) instanceof JsonPrimitive value && value.isBoolean()) {
      return value.getAsBoolean();
    }
    throw invalid(name, "true or false");
  }

  /** A finite number. */
  double number(String name, double absent) {
    if (!has(name)) {
      return absent;
    } else if (object.get(name) instanceof JsonPrimitive value
        && value.isNumber()
        && Double.isFinite(value.getAsDouble())) {
      return value.getAsDouble();
    }
    throw invalid(name, "a number");
  }

  /** A whole number of 32 bits. */
  int whole(String name, int absent) {
    double value = number(name, absent);
    if (value != (int) value) {
      throw invalid(name, "a whole number below 2^31");
    }
    return (int) value;
  }

  /** Refuses a field's value. */
  UserError invalid(String name, String accepted) {
    Object value = object.has(name) ? shown(object.get(name)) : "missing";
    return UserError.failure("%s: %s is %s; accepted is %s", path, name, value, accepted);
  }

  private static String shown(JsonElement value) {
    String text = printable(value.toString());
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "�");
  }
}
