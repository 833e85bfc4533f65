package dev.sprout.core;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Reader of JSON from other programs, as strict as {@link JsonFile#readRecord}. */
public final class JsonText {
  private JsonText() {}

  /**
   * Parses one value (RFC 8259) with unique keys.
   *
   * @throws UserError with the problem and its line
   */
  public static JsonElement parse(String text) {
    return JsonTree.parse(text);
  }

  /**
   * Reads a record from an object; a member that is null counts as absent.
   *
   * @throws UserError naming the path of the field, what was given and what is accepted
   */
  public static <T extends Record> T read(JsonElement value, Class<T> type) {
    return type.cast(new JsonRecord(type, "").read(withoutNulls(value)));
  }

  private static JsonElement withoutNulls(JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      value.getAsJsonArray().forEach(each -> array.add(withoutNulls(each)));
      return array;
    } else if (!value.isJsonObject()) {
      return value;
    }
    JsonObject object = new JsonObject();
    for (Map.Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
      if (!member.getValue().isJsonNull()) {
        object.add(member.getKey(), withoutNulls(member.getValue()));
      }
    }
    return object;
  }
}
