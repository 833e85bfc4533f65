package dev.sprout.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.engine.MessageKind;
import dev.sprout.engine.Turn;
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
 * @param isBeside whether the last message of the user shows the picture itself
 */
record Conversation(String text, Picture picture, boolean isBeside) {
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

  /** What a message says, and the data URL of the last picture that it shows, or null. */
  private record Said(String words, String url) {}

  /** What messages are about; no picture but the last is read. */
  static Conversation of(List<Message> messages, Limits limits) {
    Said asked = new Said("", null);
    String url = null;
    for (Message message : messages) {
      if (!ROLES.contains(message.role())) {
        throw Refusal.bad(
            "messages", "has role %s; accepted are %s", message.role(), String.join(", ", ROLES));
      }
      Said said = said(message);
      asked = message.role().equals("user") ? said : asked;
      url = said.url() == null ? url : said.url();
    }
    if (messages.isEmpty() || !messages.get(messages.size() - 1).role().equals("user")) {
      throw Refusal.bad("messages", "must end with one of role user");
    }
    limits.checkText("messages", asked.words());
    Picture picture = url == null ? null : DataUrl.read("messages", url, limits);
    return new Conversation(asked.words(), picture, asked.url() != null);
  }

  /**
   * What is to be done, as in any conversation of the engine: the words say it. A text beside its
   * own picture is about that picture, and modalities decide between words and a picture.
   *
   * @param modalities those of {@code text} and {@code image} that may be answered, or none
   */
  Turn turn(List<String> modalities) {
    if (text.isEmpty() && picture == null) {
      throw Refusal.bad("messages", "has no text; describe a picture or ask about one");
    }
    MessageKind kind = text.isEmpty() ? MessageKind.DESCRIBE : MessageKind.of(text);
    boolean mayDraw = !modalities.equals(List.of("text"));
    boolean mayTalk = !modalities.equals(List.of("image"));
    if (!mayTalk) {
      kind = kind.isDrawn() ? kind : MessageKind.DRAW;
    } else if ((kind.isDrawn() && !mayDraw) || (kind == MessageKind.DRAW && isBeside)) {
      kind = MessageKind.ASK;
    }
    return new Turn(kind, text, picture);
  }

  private static Said said(Message message) {
    StringBuilder words = new StringBuilder();
    String url = null;
    JsonElement content = message.content();
    if (content != null && content.isJsonArray()) {
      for (JsonElement each : content.getAsJsonArray()) {
        JsonObject part = object(each);
        String shown = shown(part);
        url = shown == null ? url : shown;
        words.append(shown == null ? string(part.get("text")) : "");
      }
    } else if (content != null) {
      words.append(string(content));
    }
    for (Image image : message.images()) {
      url = address(image.imageUrl());
    }
    return new Said(words.toString().strip(), url);
  }

  private static String shown(JsonObject part) {
    return switch (string(part.get("type"))) {
      case "image_url" -> address(part.get("image_url"));
      case "text" -> null;
      default ->
          throw Refusal.bad(
              "messages", "has a part of type %s; accepted are text, image_url", part.get("type"));
    };
  }

  private static String address(JsonElement given) {
    boolean isObject = given != null && given.isJsonObject();
    String url = string(isObject ? given.getAsJsonObject().get("url") : given);
    DataUrl.require("messages", url);
    return url;
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
