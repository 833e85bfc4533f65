package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures, words and jobs of a model that is really loaded. */
@Timeout(120)
class DrawingTest {
  private static SproutServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = SproutServer.start(ServerOptions.of("emoji", Path.of("../models/emoji")));
    client = new Client(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String asked(String prompt, int seed) {
    return "{\"prompt\":\"%s\",\"seed\":%d,\"steps\":1}".formatted(prompt, seed);
  }

  private static String drawn(String prompt, int seed) {
    HttpResponse<String> answer = client.post("/v1/images/generations", asked(prompt, seed));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return first(Client.json(answer)).get("b64_json").getAsString();
  }

  private static JsonObject first(JsonObject listing) {
    return listing.getAsJsonArray("data").get(0).getAsJsonObject();
  }

  @Test
  void aPictureIsTheSameAloneAndBesideOthers() {
    List<String> prompts = List.of("red apple", "sun", "dog", "wine glass");
    List<String> alone = new ArrayList<>();
    for (int k = 0; k < prompts.size(); k++) {
      alone.add(drawn(prompts.get(k), k));
    }
    double before = batches();
    List<CompletableFuture<String>> together =
        IntStream.range(0, prompts.size())
            .mapToObj(k -> CompletableFuture.supplyAsync(() -> drawn(prompts.get(k), k)))
            .toList();
    assertThat(together.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
    assertThat(batches() - before).isLessThan(prompts.size());
  }

  private static double batches() {
    return client
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("sprout_batch_jobs_count"))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
        .sum();
  }

  @Test
  void previewsAndPicturesComeAsEvents() {
    HttpResponse<String> answer =
        client.post(
            "/v1/images/generations",
            "{\"prompt\":\"sun\",\"steps\":2,\"stream\":true,\"partial_images\":2}");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("event-stream");
    assertThat(answer.body().lines().filter(line -> line.startsWith("event: ")).toList())
        .containsExactly(
            "event: image_generation.partial_image",
            "event: image_generation.partial_image",
            "event: image_generation.completed");
  }

  @Test
  void aMaskKeepsWhatItCovers() {
    byte[] grey = new byte[3 * 128 * 128];
    java.util.Arrays.fill(grey, (byte) 99);
    byte[] half = new byte[grey.length];
    java.util.Arrays.fill(half, 0, half.length / 2, (byte) 255); // the upper half is drawn anew
    HttpResponse<byte[]> answer =
        Forms.post(
            client,
            "/v1/images/edits",
            Map.of("prompt", "sun", "steps", "1"),
            Map.of("image[]", png(grey), "mask", png(half)));
    assertThat(answer.statusCode()).isEqualTo(200);
    Picture drawn = Picture.read(answer.body(), "answer");
    assertThat(drawn.at(5, 127, 0)).isEqualTo(99);
    assertThat(IntStream.range(0, 128).map(x -> drawn.at(x, 5, 0)).distinct().count())
        .isGreaterThan(1);
  }

  private static byte[] png(byte... rgb) {
    return Png.encode(new Picture(128, 128, rgb), Map.of());
  }

  @Test
  void aDrawnAppleIsCaptionedAndTalkedAbout() {
    String url = "data:image/png;base64," + drawn("red apple", 3);
    String chat =
        """
        {"messages":[{"role":"user","content":[{"type":"text","text":"Describe this picture."},
          {"type":"image_url","image_url":{"url":"%s"}}]}]}"""
            .formatted(url);
    String said = client.post("/v1/chat/completions", chat).body();
    List<String> whole = chunks(chat.replace("Describe this picture.", "What is this picture of?"));
    assertThat(whole).isNotEmpty(); // word by word: those of a caption are known at once
    String caption = client.post("/api/caption", "{\"image\":\"%s\"}".formatted(url)).body();
    String words =
        Client.json(client.post("/api/caption", "{\"image\":\"%s\"}".formatted(url)))
            .get("caption")
            .getAsString();
    assertThat(caption).contains(words);
    assertThat(said).contains("\"content\":\"" + words + "\"", "\"finish_reason\":\"stop\"");
    JsonObject ids = Client.json(client.post("/api/tokenize", "{\"image\":\"%s\"}".formatted(url)));
    assertThat(ids.getAsJsonArray("ids")).hasSize(32);
  }

  /** Words of a streamed answer, which together are the answer itself. */
  private static List<String> chunks(String chat) {
    String stream =
        client.post("/v1/chat/completions", chat.replaceFirst("\\{", "{\"stream\":true,")).body();
    List<String> chunks = new ArrayList<>();
    for (String line : stream.lines().filter(each -> each.contains("\"content\":")).toList()) {
      JsonObject chunk =
          com.google.gson.JsonParser.parseString(line.substring(6)).getAsJsonObject();
      JsonObject choice = chunk.getAsJsonArray("choices").get(0).getAsJsonObject();
      chunks.add(choice.getAsJsonObject("delta").get("content").getAsString());
    }
    JsonObject answer = Client.json(client.post("/v1/chat/completions", chat));
    JsonObject choice = answer.getAsJsonArray("choices").get(0).getAsJsonObject();
    assertThat(String.join("", chunks))
        .isEqualTo(choice.getAsJsonObject("message").get("content").getAsString());
    return chunks;
  }

  @Test
  void embeddingsAreUnitVectorsInBothSpellings() {
    String body = "{\"input\":\"red apple\",\"encoding_format\":\"%s\"}";
    JsonObject plain = first(Client.json(client.post("/v1/embeddings", body.formatted("float"))));
    double sum = 0;
    for (var number : plain.getAsJsonArray("embedding")) {
      sum += number.getAsDouble() * number.getAsDouble();
    }
    assertThat(sum).isBetween(0.9999, 1.0001);
    JsonObject packed = first(Client.json(client.post("/v1/embeddings", body.formatted("base64"))));
    float second =
        java.nio.ByteBuffer.wrap(Base64.getDecoder().decode(packed.get("embedding").getAsString()))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getFloat(Float.BYTES);
    assertThat(second).isEqualTo(plain.getAsJsonArray("embedding").get(1).getAsFloat());
  }

  @Test
  void aJobThatIsDrawnIsCancelledAtOnce() throws InterruptedException {
    HttpResponse<String> created =
        client.post("/api/jobs", "{\"prompt\":\"dog\",\"steps\":200,\"n\":16}");
    assertThat(created.statusCode()).isEqualTo(202);
    String job = created.headers().firstValue("Location").orElseThrow();
    while (!Client.json(client.get(job)).has("progress")) {
      Thread.sleep(20);
    }
    JsonObject seen = Client.json(client.get(job));
    assertThat(seen.get("state").getAsString()).isEqualTo("drawing");
    assertThat(seen.getAsJsonObject("progress").get("entities").getAsInt()).isEqualTo(4);
    client.send(client.to(job).DELETE());
    assertThat(Client.json(client.get(job)).get("state").getAsString()).isEqualTo("cancelled");
    assertThat(client.get(job + "/events").body()).contains("event: cancelled");
    long start = System.nanoTime();
    drawn("sun", 1); // the place is free: 200 steps of 16 pictures would take minutes
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }
}
