package dev.sprout.pictures;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Builder of an example from the files beside a picture. */
final class ExampleBuilder {
  private static final String CAPTIONS = "captions";
  private static final Set<String> FOREIGN_WORDS =
      Set.of("NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "None");

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<String> captions = new LinkedHashSet<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  /** Adds a field unless its text is blank. */
  ExampleBuilder field(String name, String value) {
    if (!value.isBlank()) {
      fields.put(name, value.strip());
    }
    return this;
  }

  /** Adds the captions of a text file: one per line, without blanks and repetitions. */
  ExampleBuilder captions(String text) {
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(captions::add);
    return this;
  }

  /**
   * Adds the members of a JSON object: strings, numbers and booleans become fields and string lists
   * become lists, except that {@code caption}, {@code text} and {@code captions} become captions;
   * null is ignored.
   *
   * @param place for messages: the file and line
   * @throws UserError when the text is not one JSON object, or a member is anything else
   */
  ExampleBuilder json(String text, String place) {
    object(text, place)
        .asMap()
        .forEach(
            (name, value) -> {
              if (!add(name, value)) {
                throw UserError.failure(
                    "%s: \"%s\" is neither a string, a number, true, false nor a list of strings.",
                    place, name);
              }
            });
    return this;
  }

  /** Like {@link #json}, but ignores members of other kinds, as are common in shards. */
  ExampleBuilder knownJson(String text, String place) {
    object(text, place).asMap().forEach(this::add);
    return this;
  }

  /** Whether a value is of an accepted kind. */
  private boolean add(String name, JsonElement value) {
    if (value.isJsonPrimitive()) {
      single(name, value.getAsString());
    } else if (isStringList(value)) {
      several(name, value.getAsJsonArray());
    } else {
      return value.isJsonNull();
    }
    return true;
  }

  /** Adds a table column like a JSON string, unless blank. */
  ExampleBuilder column(String name, String value) {
    if (!value.isBlank()) {
      single(name, value);
    }
    return this;
  }

  /** Removes a field; returns its value, or null. */
  String removeField(String name) {
    return fields.remove(name);
  }

  Example build(String id) {
    return new Example(id, fields, List.copyOf(captions), lists);
  }

  private void single(String name, String value) {
    switch (name) {
      case "caption", "text", CAPTIONS -> captions(value);
      default -> fields.put(name, value);
    }
  }

  private void several(String name, JsonArray values) {
    List<String> strings =
        StreamSupport.stream(values.spliterator(), false).map(JsonElement::getAsString).toList();
    switch (name) {
      case "caption", "text", CAPTIONS -> strings.forEach(this::captions);
      default -> lists.put(name, strings);
    }
  }

  private static boolean isStringList(JsonElement value) {
    return value.isJsonArray()
        && StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
            .allMatch(item -> item.isJsonPrimitive() && item.getAsJsonPrimitive().isString());
  }

  private static JsonObject object(String text, String place) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    JsonObject object = new JsonObject();
    String member = null;
    try {
      reader.beginObject();
      while (reader.hasNext()) {
        member = reader.nextName();
        if (object.has(member)) {
          throw UserError.failure("%s: \"%s\" occurs twice.", place, member);
        }
        object.add(member, JsonParser.parseReader(reader));
      }
      reader.endObject();
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return object;
      }
    } catch (JsonParseException | IllegalStateException | IOException e) {
      refuseForeignWord(text, member, place);
    }
    throw UserError.failure("%s: not a JSON object, as {\"file\": \"a.png\"} is one.", place);
  }

  /** Message about a value that is no JSON, such as Python's NaN. */
  private static void refuseForeignWord(String text, String member, String place) {
    foreignWord(text, member)
        .ifPresent(
            word -> {
              throw UserError.failure(
                  "%s: \"%s\" holds %s. %s is no JSON value; write null or leave it out.",
                  place, member, word, word);
            });
  }

  private static Optional<String> foreignWord(String text, String member) {
    try {
      JsonElement lenient = JsonParser.parseString(text);
      JsonElement value = lenient.isJsonObject() ? lenient.getAsJsonObject().get(member) : null;
      List<JsonElement> values =
          value != null && value.isJsonArray()
              ? value.getAsJsonArray().asList()
              : Collections.singletonList(value);
      return values.stream()
          .filter(item -> item != null && item.isJsonPrimitive())
          .map(JsonElement::getAsString)
          .filter(FOREIGN_WORDS::contains)
          .findFirst();
    } catch (JsonParseException e) {
      return Optional.empty(); // not JSON in the widest sense
    }
  }
}
