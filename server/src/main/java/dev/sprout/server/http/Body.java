package dev.sprout.server.http;

import com.google.gson.JsonElement;
import dev.sprout.core.JsonText;
import dev.sprout.core.UserError;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reader of request bodies of limited size. */
public final class Body {
  private Body() {}

  /**
   * The body's bytes, counted as they arrive.
   *
   * @throws Refusal when there are more than {@code most}
   */
  static byte[] bytes(Context http, int most) throws IOException {
    try (InputStream in = http.req().getInputStream()) {
      byte[] body = in.readNBytes(most);
      if (body.length == most && in.read() >= 0) {
        throw Refusal.tooLarge(-1, most);
      }
      return body;
    }
  }

  /**
   * Reads a record from a JSON body; see {@link JsonText#read}.
   *
   * @throws Refusal when the body is too large or not JSON
   * @throws UserError naming the field that is not accepted
   */
  public static <T extends Record> T json(Context http, Class<T> type, Limits limits)
      throws IOException {
    String kind = http.contentType();
    if (kind != null && !kind.startsWith("application/json")) {
      throw Refusal.bad(null, "Content-Type is %s; accepted is application/json", kind);
    }
    String text = text(bytes(http, limits.bodyBytes()));
    if (text.isBlank()) {
      throw Refusal.bad(null, "the body is empty; accepted is a JSON object");
    }
    JsonElement value = JsonText.parse(text);
    if (!value.isJsonObject()) {
      throw Refusal.bad(null, "the body is no JSON object {...}");
    }
    return JsonText.read(value, type);
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.bad(null, "the body is not text in UTF-8");
    }
  }
}
