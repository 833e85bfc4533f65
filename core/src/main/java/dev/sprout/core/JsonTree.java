package dev.sprout.core;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict parser of JSON (RFC 8259) to a tree, with unique keys. */
final class JsonTree {
  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");
  private static final Pattern NO_NUMBER = Pattern.compile("[-+]?(NaN|Infinity)\\b");

  private final JsonReader reader;

  private JsonTree(String text) {
    this.reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
  }

  /**
   * Reads one value.
   *
   * @throws UserError with the problem and its line
   */
  static JsonElement parse(String text) {
    JsonTree tree = new JsonTree(text);
    boolean whole = false;
    try {
      JsonElement value = tree.value("");
      whole = true;
      if (tree.reader.peek() != JsonToken.END_DOCUMENT) { // throws on text behind the end
        throw new IllegalStateException("no end behind the value");
      }
      return value;
    } catch (EOFException e) {
      throw UserError.badRequest(
          text.isBlank()
              ? "the file is empty"
              : "the JSON text is cut short; write the rest of it");
    } catch (MalformedJsonException e) {
      throw UserError.badRequest(whole ? "there is text behind the end" : malformed(e, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // can't happen with text in memory
    }
  }

  private JsonElement value(String path) throws IOException {
    JsonToken kind = reader.peek();
    return switch (kind) {
      case BEGIN_OBJECT -> object(path);
      case BEGIN_ARRAY -> array(path);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> JsonParser.parseReader(reader); // keeps the digits
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new EOFException();
    };
  }

  private JsonObject object(String path) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      String inner = path.isEmpty() ? key : path + "." + key;
      if (object.has(key)) {
        throw UserError.badRequest("%s is given twice; leave one", inner);
      }
      object.add(key, value(inner));
    }
    reader.endObject();
    return object;
  }

  private JsonArray array(String path) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    reader.endArray();
    return array;
  }

  private static String malformed(MalformedJsonException e, String text) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    if (!place.find()) {
      return "the text is not JSON";
    }
    int line = Integer.parseInt(place.group(1));
    String said = text.lines().skip(line - 1L).findFirst().orElse("");
    Matcher number = NO_NUMBER.matcher(said);
    String near = number.find() ? number.group() + " is no JSON value" : "the text is not JSON";
    return "line " + line + ": " + near;
  }
}
