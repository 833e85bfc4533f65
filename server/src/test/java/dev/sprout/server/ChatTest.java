package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import dev.sprout.engine.Chat;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.PreparedPicture;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Limits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over HTTP: the engine's {@link Chat} says what is drawn, changed or answered. */
@Timeout(120)
class ChatTest {
  private static final Path EMOJI = Path.of("../models/emoji");
  private static final Limits ONE_STEP =
      new Limits(1 << 20, 100_000, 200, 2, 4, 1, 8, Duration.ofMinutes(2), Duration.ofSeconds(20));

  private static final SamplingChoices ONE =
      new SamplingChoices(null, List.of(1), null, null, null, null);

  @TempDir private static Path folder;
  private static SproutServer server;
  private static Client client;
  private static Sprout taught;

  @BeforeAll
  static void start() throws IOException {
    Map<String, Path> models = new LinkedHashMap<>();
    models.put("emoji", EMOJI);
    models.put("taught", withInstructions());
    server = SproutServer.start(ServerOptions.of(models).withLimits(ONE_STEP));
    client = new Client(server);
    taught = Sprout.load(folder);
  }

  @AfterAll
  static void stop() {
    taught.close();
    server.close();
  }

  /** The shipped model, said to have learned instructions. */
  private static Path withInstructions() throws IOException {
    Path language = Files.createDirectory(folder.resolve("language"));
    linkAll(EMOJI.resolve("language"), language);
    linkAll(EMOJI, folder);
    Files.delete(language.resolve("familiarity.json"));
    Files.writeString(
        language.resolve("familiarity.json"), "{\"leastCosine\": 0.4, \"instructions\": true}");
    return folder;
  }

  private static void linkAll(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path each : all.toList()) {
        Path link = to.resolve(each.getFileName());
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, each.toRealPath());
        }
      }
    }
  }

  private static HttpResponse<String> chat(String more, String... messages) {
    return client.post(
        "/v1/chat/completions",
        "{\"messages\":[%s],\"seed\":6%s}".formatted(String.join(",", messages), more));
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":\"%s\"}".formatted(text);
  }

  private static String user(String text, String url) {
    return """
    {"role":"user","content":[{"type":"text","text":"%s"},
      {"type":"image_url","image_url":{"url":"%s"}}]}\
    """
        .formatted(text, url);
  }

  private static String drawn(String url) {
    return """
    {"role":"assistant","content":"","images":[{"image_url":{"url":"%s"}}]}\
    """
        .formatted(url);
  }

  private static JsonObject message(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject choice = Client.json(answer).getAsJsonArray("choices").get(0).getAsJsonObject();
    return choice.getAsJsonObject("message");
  }

  private static byte[] png(HttpResponse<String> answer) {
    JsonObject image = message(answer).getAsJsonArray("images").get(0).getAsJsonObject();
    String url = image.getAsJsonObject("image_url").get("url").getAsString();
    return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
  }

  private static Map<String, String> text(byte[] png) throws IOException {
    Path file = Files.write(folder.resolve("answer.png"), png);
    return Png.readText(file);
  }

  @Test
  void anInstructionChangesTheLastPicture() throws IOException {
    byte[] apple = png(chat("", user("red apple")));
    assertThat(text(apple)).containsEntry("steps", "1"); // the ceiling, as nothing was asked
    byte[] changed =
        png(
            chat(
                ",\"model\":\"taught\"",
                user("red apple"),
                drawn(DataUrl.ofPng(apple)),
                user("add a dog")));
    int[] ids = taught.changedIds(Picture.read(apple, "apple"), "add a dog", 6);
    String joined = IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    assertThat(text(changed))
        .containsEntry("instruction", "add a dog")
        .containsEntry("ids", joined);
    GenerationRequest request =
        GenerationRequest.of(List.of(new Subject.Ids(ids)), 6).withSampling(ONE);
    List<PreparedPicture> prepared = taught.prepare(request);
    Picture expected = taught.draw(prepared, (entity, entities, step, seen) -> {}).get(0).picture();
    assertThat(Picture.read(changed, "changed")).isEqualTo(expected);
  }

  @Test
  void aModelThatLearnedNoInstructionsAnswersInTheEnginesWords() {
    Picture shown = new Picture(2, 1, new byte[6]);
    String url = DataUrl.ofPng(Png.encode(shown, Map.of()));
    HttpResponse<String> answer =
        chat(",\"modalities\":[\"image\"]", user("a dog", url), user("now with two apples"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.error(answer).get("message").getAsString())
        .isEqualTo(refused(shown, "now with two apples"))
        .contains("learned none");
  }

  @Test
  void whatIsAboutAPictureNeedsOne() {
    for (String text : List.of("what is it?", "describe it", "add a dog")) {
      HttpResponse<String> answer = chat("", user(text));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Client.error(answer).get("message").getAsString()).isEqualTo(refused(null, text));
    }
    assertThat(Client.error(chat("", user(" "))).get("param").getAsString()).isEqualTo("messages");
  }

  /** What the engine says to a message that it refuses. */
  private static String refused(Picture shown, String message) {
    try (Sprout sprout = Sprout.load(EMOJI)) {
      Chat chat = new Chat(sprout, new Chat.Options(0, null, ONE));
      if (shown != null) {
        chat.show(shown);
      }
      return catchThrowable(() -> chat.say(message)).getMessage();
    }
  }

  @Test
  void theWordsOrTheModalitiesSayWhetherAPictureIsDrawn() {
    String apple = DataUrl.ofPng(png(chat("", user("red apple"))));
    String[] talk = {user("red apple"), drawn(apple), user("sun")};
    assertThat(message(chat("", talk)).has("images")).isTrue();
    assertThat(message(chat(",\"modalities\":[\"text\"]", talk)).has("images")).isFalse();
    assertThat(message(chat("", user("name this thing", apple))).has("images")).isFalse();
    assertThat(message(chat("", user("", apple))).get("content").getAsString())
        .isEqualTo("red apple");
    assertThat(message(chat(",\"modalities\":[\"image\"]", user("sun?"))).has("images")).isTrue();
  }

  @Test
  void noPictureButTheLastIsRead() {
    String broken = "data:image/png;base64,AAAA";
    String dot = DataUrl.ofPng(Png.encode(new Picture(1, 1, new byte[3]), Map.of()));
    assertThat(chat("", user("", broken)).statusCode()).isEqualTo(400);
    assertThat(chat("", user("", broken), user("what is it?", dot)).statusCode()).isEqualTo(200);
    HttpResponse<String> elsewhere =
        chat("", user("", "http://127.0.0.1/a.png"), user("what is it?", dot));
    assertThat(Client.error(elsewhere).get("message").getAsString()).contains("fetches nothing");
  }
}
