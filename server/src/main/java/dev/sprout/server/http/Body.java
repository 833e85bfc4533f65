package dev.sprout.server.http;

import com.google.gson.JsonElement;
import dev.sprout.core.JsonText;
import dev.sprout.core.UserError;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reader of request bodies of limited size from clients of limited slowness. */
public final class Body {
  private static final int BUFFER = 1 << 16; // bytes
  private static final long SLOWEST = 1024; // bytes a second, once the patience is over

  private Body() {}

  /** What a request says of its body, or null; unlike the parsed header no charset is looked up. */
  static String type(Context http) {
    return http.header("Content-Type");
  }

  /**
   * The body's bytes, counted as they arrive.
   *
   * @throws Refusal when there are more than the limit, they come too slowly, or end early
   */
  static byte[] bytes(Context http, Limits limits) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    long start = System.nanoTime();
    try (InputStream in = http.req().getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (body.size() > limits.bodyBytes()) {
          throw Refusal.tooLarge(-1, limits.bodyBytes());
        } else if (seconds > limits.patience().toSeconds() + body.size() / SLOWEST) {
          throw Refusal.tooSlow();
        }
      }
    } catch (IOException e) {
      throw Refusal.unreadable(e);
    }
    return body.toByteArray();
  }

  /**
   * Reads a record from a JSON body; see {@link JsonText#read}.
   *
   * @throws Refusal when the body is too large or not JSON
   * @throws UserError naming the field that is not accepted
   */
  public static <T extends Record> T json(Context http, Class<T> type, Limits limits) {
    String kind = type(http);
    if (kind == null || !kind.startsWith("application/json")) {
      throw Refusal.bad(null, "Content-Type is %s; accepted is application/json", kind);
    }
    String text = text(bytes(http, limits));
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
