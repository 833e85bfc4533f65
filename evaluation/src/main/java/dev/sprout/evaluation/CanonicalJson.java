package dev.sprout.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** JSON text that is equal for equal values: keys sorted, nothing between the tokens. */
final class CanonicalJson {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private CanonicalJson() {}

  /** Text of a record or a JSON tree; null components are left out. */
  static String of(Object value) {
    return GSON.toJson(sorted(GSON.toJsonTree(value)));
  }

  private static JsonElement sorted(JsonElement element) {
    if (element.isJsonArray()) {
      JsonArray array = new JsonArray();
      element.getAsJsonArray().forEach(each -> array.add(sorted(each)));
      return array;
    } else if (element.isJsonObject()) {
      JsonObject object = new JsonObject();
      new TreeMap<>(element.getAsJsonObject().asMap())
          .forEach((key, value) -> object.add(key, sorted(value)));
      return object;
    }
    return element;
  }

  /** SHA-256 of the text in UTF-8, 64 hexadecimal digits. */
  static String hash(Object value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(of(value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
