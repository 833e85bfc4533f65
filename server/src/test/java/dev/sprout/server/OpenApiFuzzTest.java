package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.JsonText;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Limits;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests made from the server's own description of itself, half of them with something wrong. */
@Timeout(120)
class OpenApiFuzzTest {
  private static final String FORM = "multipart/form-data";
  private static final int CASES = 250;

  private static final String PICTURE =
      DataUrl.ofPng(Png.encode(new Picture(4, 4, new byte[48]), Map.of()));

  private static final JsonObject SENSIBLE =
      JsonText.parse(
              """
              {"prompt": "apple", "style": "flat", "sampler": "heun", "role": "user", "steps": 2,
               "input": "apple", "question": "what is this?", "encoding_format": "base64",
               "ids": [1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5],
               "content": [{"type": "image_url", "image_url": {"url": "%1$s"}}], "image": "%1$s",
               "messages": [{"role": "user",
                             "content": [{"type": "image_url", "image_url": {"url": "%1$s"}}]}]}\
              """
                  .formatted(PICTURE))
          .getAsJsonObject();

  /** Values that mean something in some field, beside those that mean nothing in any. */
  private static final List<String> TEXTS =
      List.of(
          "apple",
          "pear",
          "flat",
          "tiny",
          "words",
          "auto",
          "png",
          "high",
          "b64_json",
          "url",
          "float",
          "base64",
          "euler",
          "heun",
          "dopri5",
          "euler-maruyama",
          "ramp",
          "constant",
          "user",
          "assistant",
          "text",
          "image",
          "image_url",
          "16x16",
          PICTURE,
          "data:image/png;base64,AAAA",
          "",
          " ",
          "x".repeat(60),
          "\u0000",
          "🍎",
          "../../etc/passwd",
          "http://127.0.0.1/a.png");

  private static final double[] NUMBERS = {0, 1, 2, 3, 0.5, -1, 1e9, 1e18, -1e300, 1e-300, 7};

  @TempDir private static Path folder;
  private static SproutServer server;
  private static Client client;

  private final Random random = new Random(17);
  private final List<String> jobs = new ArrayList<>(List.of("none"));
  private final Map<String, Integer> succeeded = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    Path tiny = TinyGenerator.write(Files.createDirectory(folder.resolve("tiny")), 1);
    Limits limits =
        new Limits(1 << 16, 100, 50, 2, 4, 3, 4, Duration.ofSeconds(60), Duration.ofSeconds(20));
    Map<String, Path> models = new LinkedHashMap<>();
    models.put("tiny", tiny);
    models.put("words", words());
    server = SproutServer.start(ServerOptions.of(models).withLimits(limits));
    client = new Client(server);
  }

  /** A model with words alone: what the whole one draws takes seconds. */
  private static Path words() throws IOException {
    Path words = Files.createDirectory(folder.resolve("words"));
    for (String part : List.of("seed", "language")) {
      Path whole = Path.of("../models/emoji", part).toRealPath();
      Files.createSymbolicLink(words.resolve(part), whole);
    }
    return words;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void requestsMadeFromTheDocumentNeverFindAFault() {
    JsonObject document = Client.json(client.get("/openapi.json"));
    List<Operation> operations = new ArrayList<>(Operation.all(document));
    operations.stream().filter(each -> each.type() != null).toList().forEach(operations::add);
    operations.stream().filter(each -> each.type() != null).toList().forEach(operations::add);
    for (int i = 0; i < CASES; i++) {
      Operation operation = operations.get(i % operations.size());
      HttpResponse<String> answer = send(operation);
      String asked = operation + " " + answer.statusCode() + " " + answer.body();
      assertThat(operation.statuses()).as(asked).contains(String.valueOf(answer.statusCode()));
      if (answer.statusCode() >= 400) {
        assertThat(answer.body()).as(asked).startsWith("{\"error\":");
        assertThat(Client.error(answer).keySet()).contains("message", "type", "param", "code");
      } else {
        succeeded.merge(operation.toString(), 1, Integer::sum);
      }
      answer.headers().firstValue("Location").ifPresent(at -> jobs.add(at.substring(10)));
    }
    assertThat(succeeded.keySet()) // else nothing but the first check would be tried
        .contains(
            "post /v1/images/generations", "post /v1/images/edits as a form", "post /api/jobs")
        .contains("post /api/jobs as a form")
        .contains("get /api/jobs/{id}/events", "delete /api/jobs/{id}", "post /api/caption")
        .contains("post /api/tokenize", "post /v1/embeddings", "post /v1/chat/completions");
  }

  /** A method of a path in the document, with a media type of its body or null without one. */
  private record Operation(String method, String path, JsonObject said, String type) {
    static List<Operation> all(JsonObject document) {
      List<Operation> all = new ArrayList<>();
      JsonObject paths = document.getAsJsonObject("paths");
      for (String path : paths.keySet()) {
        JsonObject methods = paths.getAsJsonObject(path);
        for (String method : methods.keySet()) {
          JsonObject said = methods.getAsJsonObject(method);
          List<String> types = new ArrayList<>();
          if (said.has("requestBody")) {
            types.addAll(content(said).keySet());
          } else {
            types.add(null);
          }
          types.forEach(type -> all.add(new Operation(method, path, said, type)));
        }
      }
      return all;
    }

    JsonObject schema() {
      return content(said).getAsJsonObject(type).getAsJsonObject("schema");
    }

    private static JsonObject content(JsonObject said) {
      return said.getAsJsonObject("requestBody").getAsJsonObject("content");
    }

    Iterable<String> statuses() {
      return said.getAsJsonObject("responses").keySet();
    }

    @Override
    public String toString() {
      return method + " " + path + (FORM.equals(type) ? " as a form" : "");
    }
  }

  private HttpResponse<String> send(Operation operation) {
    String path = operation.path().replace("{id}", pick(jobs)).replace("{model}", segment());
    if (operation.type() == null) {
      String method = operation.method().toUpperCase(java.util.Locale.ROOT);
      return client.send(client.to(path).method(method, BodyPublishers.noBody()));
    }
    JsonObject body = (JsonObject) value(operation.schema());
    if (random.nextInt(3) > 0) {
      boolean draws =
          operation.path().startsWith("/v1/images") || operation.path().endsWith("jobs");
      body.addProperty("model", draws ? "tiny" : "words");
    }
    if (operation.type().equals("application/json")) {
      return client.post(path, operation.type(), BodyPublishers.ofString(broken(body.toString())));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    JsonObject properties = operation.schema().getAsJsonObject("properties");
    for (String name : body.keySet()) {
      JsonElement value = body.get(name);
      if (isFile(properties.get(name))) {
        files.put(name, value.toString().contains(PICTURE) ? png() : new byte[] {1, 2});
      } else {
        texts.put(name, value.isJsonPrimitive() ? value.getAsString() : value.toString());
      }
    }
    return Forms.answer(client, path, texts, files);
  }

  private static boolean isFile(JsonElement schema) {
    return schema != null && schema.toString().contains("binary");
  }

  private static byte[] png() {
    return Png.encode(new Picture(4, 4, new byte[48]), Map.of());
  }

  private String segment() {
    return URLEncoder.encode(pick(TEXTS), StandardCharsets.UTF_8);
  }

  /** A body, or in one of ten cases what a broken client makes of it. */
  private String broken(String body) {
    return switch (random.nextInt(30)) {
      case 0 -> body.substring(0, random.nextInt(body.length()));
      case 1 -> body + body;
      case 2 -> "[".repeat(random.nextInt(20_000));
      default -> body;
    };
  }

  /** A value of a field: in two of three cases one that makes sense, where that is known. */
  private JsonElement value(String name, JsonObject schema) {
    boolean makesSense = SENSIBLE.has(name) && random.nextInt(3) > 0 && !isFile(schema);
    return makesSense ? SENSIBLE.get(name) : value(schema);
  }

  /** A value that a schema describes; in one of fifteen cases anything else. */
  private JsonElement value(JsonObject schema) {
    if (random.nextInt(15) == 0 && !schema.has("properties")) {
      return anything(3);
    }
    String type = schema.has("type") ? schema.get("type").getAsString() : "any";
    return switch (type) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "boolean" -> new JsonPrimitive(random.nextInt(8) == 0);
      case "integer" -> new JsonPrimitive((long) NUMBERS[random.nextInt(NUMBERS.length)]);
      case "number" -> number();
      case "string" ->
          new JsonPrimitive(schema.has("format") && random.nextInt(9) > 0 ? PICTURE : pick(TEXTS));
      default -> anything(3);
    };
  }

  /**
   * All that is required but in one of thirty cases, some of the rest, rarely something unknown.
   */
  private JsonObject object(JsonObject schema) {
    JsonObject made = new JsonObject();
    JsonObject properties = schema.getAsJsonObject("properties");
    JsonArray required = schema.getAsJsonArray("required");
    for (String name : properties.keySet()) {
      JsonObject described = properties.getAsJsonObject(name);
      boolean isNeeded = required.contains(new JsonPrimitive(name)) || name.equals("prompt");
      if (random.nextInt(30) < (isNeeded ? 29 : 2)) {
        boolean isUsual = described.has("default") && random.nextInt(4) > 0;
        made.add(name, isUsual ? described.get("default") : value(name, described));
      }
    }
    if (random.nextInt(30) == 0) {
      made.add(pick(TEXTS), anything(2));
    }
    return made;
  }

  private JsonArray array(JsonObject schema) {
    JsonArray made = new JsonArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      made.add(value(schema.getAsJsonObject("items")));
    }
    return made;
  }

  private JsonPrimitive number() {
    return new JsonPrimitive(NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  private JsonElement anything(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> number();
      case 2 -> new JsonPrimitive(random.nextBoolean());
      case 3, 4 -> new JsonPrimitive(pick(TEXTS));
      case 5 -> part(depth);
      case 6 -> JsonText.parse("[" + anything(depth - 1) + "," + anything(depth - 1) + "]");
      default -> JsonText.parse("[{\"type\":\"text\",\"text\":" + anything(depth - 1) + "}]");
    };
  }

  private JsonObject part(int depth) {
    JsonObject part = new JsonObject();
    part.add(pick(TEXTS), anything(depth - 1));
    part.addProperty("type", pick(TEXTS));
    return part;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
