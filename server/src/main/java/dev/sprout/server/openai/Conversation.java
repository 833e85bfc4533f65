package dev.sprout.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import java.util.List;

/**
 * What a chat is about: its last question, and the last picture that was shown or drawn.
 *
 * @param text of the last message of the user, possibly empty
 * @param picture or null
 */
record Conversation(String text, Picture picture) {
  private static final List<String> ROLES = List.of("system", "developer", "user", "assistant");

  /**
   * A message.
   *
   * @param content a text, or a list of parts
   * @param images drawn ones that a client sends back
   */
  record Message(
      String role,
      @Default("null") JsonElement content,
      @Default("null") String name,
      @Default("[]") List<Image> images) {}

  /** A drawn picture in a message. */
  record Image(
      @Default("\"image_url\"") String type,
      @Default("null") JsonElement index,
      @SerializedName("image_url") JsonElement imageUrl) {}

  static Conversation of(List<Message> messages, Limits limits) {
    Conversation now = new Conversation("", null);
    for (Message message : messages) {
      if (!ROLES.contains(message.role())) {
        throw Refusal.bad(
            "messages", "has role %s; accepted are %s", message.role(), String.join(", ", ROLES));
      }
      now = now.after(message, limits);
    }
    if (messages.isEmpty() || !messages.get(messages.size() - 1).role().equals("user")) {
      throw Refusal.bad("messages", "must end with one of role user");
    }
    limits.checkText("messages", now.text());
    return now;
  }

  private Conversation after(Message message, Limits limits) {
    StringBuilder words = new StringBuilder();
    Picture seen = picture;
    JsonElement content = message.content();
    if (content != null && content.isJsonArray()) {
      for (JsonElement each : content.getAsJsonArray()) {
        JsonObject part = object(each);
        Picture shown = shown(part, limits);
        seen = shown == null ? seen : shown;
        words.append(shown == null ? text(part) : "");
      }
    } else if (content != null) {
      words.append(string(content));
    }
    for (Image image : message.images()) {
      seen = DataUrl.read("messages", address(image.imageUrl()), limits);
    }
    boolean isUser = message.role().equals("user");
    return new Conversation(isUser ? words.toString().strip() : text, seen);
  }

  private static Picture shown(JsonObject part, Limits limits) {
    return switch (string(part.get("type"))) {
      case "image_url" -> DataUrl.read("messages", address(part.get("image_url")), limits);
      case "text" -> null;
      default ->
          throw Refusal.bad(
              "messages", "has a part of type %s; accepted are text, image_url", part.get("type"));
    };
  }

  private static String text(JsonObject part) {
    return string(part.get("text"));
  }

  private static String address(JsonElement given) {
    boolean isObject = given != null && given.isJsonObject();
    return string(isObject ? given.getAsJsonObject().get("url") : given);
  }

  private static JsonObject object(JsonElement each) {
    if (!each.isJsonObject()) {
      throw Refusal.bad("messages", "has a part that is no object");
    }
    return each.getAsJsonObject();
  }

  private static String string(JsonElement given) {
    if (given == null || !given.isJsonPrimitive() || !given.getAsJsonPrimitive().isString()) {
      throw Refusal.bad("messages", "has %s where a text is needed", given);
    }
    return given.getAsString();
  }
}
