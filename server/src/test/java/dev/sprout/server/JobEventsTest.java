package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that edit, and events of jobs whose stream broke. */
@Timeout(120)
class JobEventsTest {
  @TempDir private static Path folder;
  private static SproutServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = SproutServer.start(ServerOptions.of("tiny", TinyGenerator.write(folder, 1)));
    client = new Client(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String created(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> events(String job, String lastSeen) {
    return client.send(client.to(job + "/events").header("Last-Event-ID", lastSeen));
  }

  private static List<Long> ids(String stream) {
    return lines(stream, "id: ").map(Long::parseLong).toList();
  }

  private static Stream<String> lines(String stream, String start) {
    return stream
        .lines()
        .filter(line -> line.startsWith(start))
        .map(l -> l.substring(start.length()));
  }

  @Test
  void anEditAsAJobDrawsWhatTheSameEditDraws() {
    byte[] image = Png.encode(new Picture(16, 16, new byte[768]), Map.of());
    Map<String, String> texts = Map.of("prompt", "apple", "strength", "0.5", "seed", "3");
    byte[] expected = Forms.post(client, "/v1/images/edits", texts, Map.of("image", image)).body();
    String job = created(Forms.answer(client, "/api/jobs", texts, Map.of("image", image)));
    String last =
        lines(client.get(job + "/events").body(), "data: ").reduce((a, b) -> b).orElse("");
    JsonObject view = JsonParser.parseString(last).getAsJsonObject();
    JsonObject picture = view.getAsJsonArray("pictures").get(0).getAsJsonObject();
    assertThat(Base64.getDecoder().decode(picture.get("b64_json").getAsString()))
        .isEqualTo(expected);
    HttpResponse<String> refused = client.post("/api/jobs", "{\"prompt\":\"x\",\"strength\":1}");
    assertThat(Client.error(refused).get("param").getAsString()).isEqualTo("strength");
  }

  @Test
  void aBrokenStreamGoesOnAfterTheLastEventSeen() throws InterruptedException {
    String job =
        created(
            client.post("/api/jobs", "{\"prompt\":\"pear\",\"steps\":200,\"partial_images\":1}"));
    JsonObject seen = Client.json(client.get(job));
    while (!seen.has("progress") || seen.getAsJsonObject("progress").get("entity").getAsInt() < 4) {
      Thread.sleep(1);
      seen = Client.json(client.get(job));
    }
    HttpResponse<String> again = events(job, "1"); // of before the preview, which is shown half-way
    assertThat(lines(again.body(), "event: ")).endsWith("done");
    List<Long> ids = ids(again.body());
    assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id > 1);
    String last = String.valueOf(ids.get(ids.size() - 1));
    assertThat(events(job, last).statusCode()).isEqualTo(204);
    assertThat(lines(events(job, "2").body(), "event: ")).containsExactly("done");
  }

  @Test
  void numbersThatNoEventHadAreRefused() {
    String job = created(client.post("/api/jobs", "{\"prompt\":\"pear\"}"));
    client.get(job + "/events");
    for (String wrong : List.of("999999", "-1", "last")) {
      assertThat(events(job, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }
}
