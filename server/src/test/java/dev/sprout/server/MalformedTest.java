package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What wrong clients send: it is refused in the shape of errors, and never as a fault. */
class MalformedTest {
  private static final List<String> POSTS =
      List.of(
          "/v1/images/generations",
          "/v1/images/edits",
          "/v1/images/variations",
          "/v1/chat/completions",
          "/v1/embeddings",
          "/api/tokenize",
          "/api/detokenize",
          "/api/caption",
          "/api/jobs");

  private static SproutServer server;
  private static Client client;

  @BeforeAll
  @BeforeContainer
  static void start() {
    server =
        SproutServer.start(
            ServerOptions.of("emoji", Path.of("../models/emoji"))
                .withLimits(
                    new dev.sprout.server.http.Limits(
                        4096, 100, 50, 2, 4, 3, 1, Duration.ofSeconds(60), Duration.ofSeconds(5))));
    client = new Client(server);
  }

  @AfterAll
  @AfterContainer
  static void stop() {
    server.close();
  }

  /** Objects with known and unknown keys, and values of every kind, none of which can be drawn. */
  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> keys =
        Arbitraries.of("model", "prompt", "n", "steps", "messages", "input", "image", "ids", "x");
    Arbitrary<String> values =
        Arbitraries.of("null", "-1", "1e999", "[]", "{}", "\"\"", "\"\\u0000\"", "true", "[[1]]");
    Arbitrary<String> objects =
        Combinators.combine(keys, values, keys, values)
            .as("{\"%s\":%s,\"%s\":%s,\"seed\":0.5}"::formatted);
    return Arbitraries.oneOf(objects, Arbitraries.strings().ascii().ofMaxLength(40));
  }

  @Property(tries = 150)
  void malformedBodiesAreRefused(@ForAll("bodies") String body) {
    for (String path : POSTS) {
      HttpResponse<String> answer = client.post(path, body);
      assertThat(answer.statusCode()).as(path + " " + body).isBetween(400, 422);
      assertThat(Client.error(answer).keySet()).contains("message", "type", "param", "code");
    }
  }

  @Property(tries = 100)
  void malformedFormsAreRefused(@ForAll byte[] body) {
    String type = "multipart/form-data; boundary=x";
    byte[] most = java.util.Arrays.copyOf(body, Math.min(body.length, 4000));
    HttpResponse<String> answer =
        client.post("/v1/images/edits", type, BodyPublishers.ofByteArray(most));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void fieldsAreRefusedByName() {
    refused("{\"promt\":\"x\"}", "promt", "promt is not known, did you mean prompt?;");
    refused("{\"prompt\":\"x\",\"n\":3}", "n", "n is 3; accepted is a whole number from 1 to 2");
    refused("{\"prompt\":\"x\",\"candidates\":5}", "candidates", "candidates is 5; accepted is a");
    refused("{\"prompt\":\"x\",\"partial_images\":4}", "partial_images", "partial_images is 4;");
    refused(
        "{\"prompt\":\"x\",\"negative\":\"%s\"}".formatted("x".repeat(51)),
        "negative",
        "negative has");
    refused("{\"prompt\":\"x\",\"steps\":4}", "steps", "steps is 4; accepted is a whole number");
    refused("{\"prompt\":\"x\",\"size\":\"9x9\"}", "size", "size is 9x9; accepted is auto or 128");
    refused("{\"prompt\":\"%s\"}".formatted("x".repeat(51)), "prompt", "prompt has 51 characters");
    refused("{\"prompt\":\"x\",\"model\":\"y\"}", "model", "model is y; accepted are emoji");
  }

  private static void refused(String body, String field, String message) {
    HttpResponse<String> answer = client.post("/v1/images/generations", body);
    assertThat(Client.error(answer).get("param").getAsString()).isEqualTo(field);
    assertThat(Client.error(answer).get("message").getAsString()).startsWith(message);
  }

  /** Requests on a connection that the server is about to close would go unanswered. */
  @Test
  void addressesThatCannotBeReadEndTheConnection() {
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer = client.get("/v1/models/a%2F%00b");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Client.error(answer).keySet()).contains("message", "type", "param", "code");
      assertThat(answer.headers().firstValue("connection")).contains("close");
      assertThat(client.post("/api/tokenize", "{}").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void addressesAreNotFetched() {
    HttpResponse<String> answer =
        client.post("/api/tokenize", "{\"image\":\"" + server.address() + "/a.png\"}");
    assertThat(Client.error(answer).get("message").getAsString()).contains("fetches nothing");
  }

  @Test
  void tooManyBytesWithoutALengthAreRefused() {
    HttpResponse<String> answer =
        client.post(
            "/v1/images/generations",
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5000])));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void tooManyPixelsAreRefused() {
    byte[] picture =
        dev.sprout.pictures.Png.encode(
            new dev.sprout.pictures.Picture(11, 10, new byte[330]), Map.of());
    HttpResponse<byte[]> answer =
        Forms.post(client, "/v1/images/edits", Map.of("prompt", "x"), Map.of("image", picture));
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("pictures of up to 100 pixels are accepted", "\"param\":\"image\"");
  }

  @Test
  void tooManyPixelsTogetherAreRefused() {
    byte[] png =
        dev.sprout.pictures.Png.encode(
            new dev.sprout.pictures.Picture(10, 6, new byte[180]), Map.of());
    String one = "\"" + dev.sprout.server.http.DataUrl.ofPng(png) + "\"";
    HttpResponse<String> answer =
        client.post("/v1/embeddings", "{\"input\":[" + one + "," + one + "]}");
    assertThat(Client.error(answer).get("message").getAsString())
        .isEqualTo("input has pictures of 120 pixels and more; accepted are up to 100 together");
    assertThat(client.post("/v1/embeddings", "{\"input\":" + one + "}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFullQueueRefusesWithATimeToComeBack() {
    HttpResponse<String> first =
        client.post("/api/jobs", "{\"prompt\":\"dog\",\"n\":2,\"steps\":3}");
    assertThat(first.statusCode()).isEqualTo(202);
    HttpResponse<String> second = client.post("/api/jobs", "{\"prompt\":\"dog\"}");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    String job = first.headers().firstValue("Location").orElseThrow();
    client.send(client.to(job).DELETE());
    HttpResponse<String> third = client.post("/api/jobs", "{\"prompt\":\"dog\",\"n\":1}");
    assertThat(third.statusCode()).isEqualTo(202); // the place is free at once
    client.send(client.to(third.headers().firstValue("Location").orElseThrow()).DELETE());
  }

  @Test
  void whoeverWaitsIsToldThatTheServerStops() {
    SproutServer other = SproutServer.start(ServerOptions.of("emoji", Path.of("../models/emoji")));
    Client waiting = new Client(other);
    var answer =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () ->
                waiting.post(
                    "/v1/images/generations", "{\"prompt\":\"dog\",\"steps\":200,\"n\":16}"));
    while (!waiting.get("/metrics").body().contains("sprout_jobs{model=\"emoji\"} 1.0")) {
      Thread.onSpinWait();
    }
    other.close();
    assertThat(answer.join().statusCode()).isEqualTo(503);
  }
}
