package dev.sprout.server.http;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers in JSON: components of records in snake case, nothing for null. */
public final class Answers {
  private static final Gson JSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .disableHtmlEscaping()
          .create();

  private static final Gson WITH_NULLS =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final String RETRY_SECONDS = "2";

  private Answers() {}

  /** A value as JSON text on one line. */
  public static String json(Object value) {
    return JSON.toJson(value);
  }

  /** Answers with a value as JSON. */
  public static void send(Context http, Object value) {
    http.contentType("application/json").result(json(value));
  }

  /** Answers with an error. */
  public static void send(Context http, Refusal refusal) {
    if (refusal.isTransient()) {
      http.header("Retry-After", RETRY_SECONDS);
    }
    http.status(refusal.status()).contentType("application/json").result(error(refusal));
  }

  /** JSON of an error: {@code {"error": {"message", "type", "param", "code"}}}. */
  public static String error(Refusal refusal) {
    return error(refusal.getMessage(), refusal.type(), refusal.field(), refusal.code());
  }

  private static String error(String message, String type, String field, String code) {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("type", type);
    error.put("param", field);
    error.put("code", code);
    return WITH_NULLS.toJson(Map.of("error", error));
  }
}
