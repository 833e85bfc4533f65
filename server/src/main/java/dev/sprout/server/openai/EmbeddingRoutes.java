package dev.sprout.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.WorkJob;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Unit vectors of texts, and of pictures as data URLs, in the tokenizer's joint space: {@code
 * /v1/embeddings}.
 */
public record EmbeddingRoutes(ServedModels models, Limits limits) {
  /** Most texts and pictures of a request. */
  public static final int MOST = 256;

  /**
   * Fields of a request.
   *
   * @param input a text or a list of them; data URLs are pictures
   * @param encodingFormat {@code float}, or {@code base64} of float32 in little-endian order
   */
  public record Fields(
      @Default("null") String model,
      JsonElement input,
      @Default("\"float\"") @SerializedName("encoding_format") String encodingFormat,
      @Default("null") Integer dimensions,
      @Default("null") String user) {}

  private record Listed(String object, int index, Object embedding) {}

  private record Listing(String object, String model, List<Listed> data) {}

  /** What is embedded: a text, or a picture. */
  private record Input(String text, Picture picture) {
    long pixels() {
      return picture == null ? 0 : (long) picture.width() * picture.height();
    }
  }

  /** Adds the route. */
  public void add(RoutesConfig routes) {
    routes.post("/v1/embeddings", this::embed);
  }

  private void embed(Context http) throws InterruptedException {
    Fields fields = Body.json(http, Fields.class, limits);
    boolean asBytes = fields.encodingFormat().equals("base64");
    if (!asBytes && !fields.encodingFormat().equals("float")) {
      throw UserError.invalid("encodingFormat", fields.encodingFormat(), "float or base64");
    }
    List<Input> inputs = inputs(fields.input());
    ServedModel model = models.find(fields.model());
    List<float[]> vectors =
        model
            .queue()
            .add(new WorkJob<>(model.name(), limits.deadline(), sprout -> vectors(sprout, inputs)))
            .result();
    int width = vectors.get(0).length;
    if (fields.dimensions() != null && fields.dimensions() != width) {
      throw UserError.invalid("dimensions", fields.dimensions(), String.valueOf(width));
    }
    List<Listed> data = new ArrayList<>();
    for (float[] vector : vectors) {
      data.add(new Listed("embedding", data.size(), asBytes ? base64(vector) : vector));
    }
    Answers.send(http, new Listing("list", model.name(), data));
  }

  private List<Input> inputs(JsonElement given) {
    List<JsonElement> all = given.isJsonArray() ? given.getAsJsonArray().asList() : List.of(given);
    if (all.isEmpty() || all.size() > MOST) {
      throw Refusal.bad("input", "has %d texts; accepted are 1 to %d", all.size(), MOST);
    }
    List<Input> inputs = new ArrayList<>();
    long pixels = 0;
    for (JsonElement each : all) {
      Input next = input(each);
      pixels += next.pixels();
      if (pixels > limits.pixels()) {
        throw Refusal.bad(
            "input",
            "has pictures of %d pixels and more; accepted are up to %d together",
            pixels,
            limits.pixels());
      }
      inputs.add(next);
    }
    return inputs;
  }

  private Input input(JsonElement each) {
    if (!each.isJsonPrimitive() || !each.getAsJsonPrimitive().isString()) {
      throw Refusal.bad("input", "has something that is no text; accepted are texts");
    }
    String text = each.getAsString();
    if (DataUrl.isOne(text)) {
      return new Input(null, DataUrl.read("input", text, limits));
    } else if (text.isBlank()) {
      throw Refusal.bad("input", "has an empty text");
    }
    limits.checkText("input", text);
    return new Input(text, null);
  }

  /** Each alone: so its numbers don't depend on what is asked beside it. */
  private static List<float[]> vectors(Sprout sprout, List<Input> inputs) {
    return inputs.stream()
        .map(
            each ->
                each.text() == null
                    ? sprout.pictureEmbeddings(List.of(each.picture())).get(0)
                    : sprout.textEmbeddings(List.of(each.text())).get(0))
        .toList();
  }

  private static String base64(float... vector) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
