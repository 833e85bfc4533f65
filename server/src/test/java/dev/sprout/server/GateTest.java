package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may enter, and what is answered without any network. */
class GateTest {
  private static final Path EMOJI = Path.of("../models/emoji");
  private static final String TOKEN = "a token of this test";

  private static SproutServer open;
  private static SproutServer guarded;

  @BeforeAll
  static void start() {
    open = SproutServer.start(ServerOptions.of("emoji", EMOJI));
    guarded = SproutServer.start(ServerOptions.of("emoji", EMOJI).withToken(TOKEN));
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  @Test
  void modelsAreListedAsOpenAiDoes() {
    assertThat(new Client(open).get("/v1/models").body())
        .isEqualTo(
            """
            {"object":"list","data":[{"id":"emoji","object":"model","created":0,\
            "owned_by":"sprout"}]}\
            """);
    HttpResponse<String> unknown = new Client(open).get("/v1/models/gpt");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo(
            """
            {"error":{"message":"model is gpt; accepted are emoji","type":"not_found_error",\
            "param":"model","code":"model_not_found"}}\
            """);
  }

  @Test
  void capabilitiesNameStylesSamplersAndLimits() {
    String said = new Client(open).get("/api/capabilities").body();
    assertThat(said)
        .contains("\"fluent-3d\"", "\"euler-maruyama\"", "\"prompt_length\":2000")
        .contains("\"count\":16,\"candidates\":16,\"steps\":200,\"partial_images\":3,\"beams\":64");
  }

  @Test
  void aMissingOrWrongTokenIsRefused() {
    Client client = new Client(guarded);
    assertThat(client.get("/v1/models").statusCode()).isEqualTo(401);
    assertThat(client.get("/metrics").statusCode()).isEqualTo(401);
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(client.send(client.to("/v1/models").header("Authorization", "Bearer no")))
        .matches(answer -> answer.statusCode() == 401);
    assertThat(client.send(client.to("/v1/models").header("Authorization", "Bearer " + TOKEN)))
        .matches(answer -> answer.statusCode() == 200);
  }

  @Test
  void foreignPagesAreRefused() throws IOException {
    Client client = new Client(open);
    assertThat(client.send(client.to("/v1/models").header("Origin", "http://example.org")))
        .matches(answer -> answer.statusCode() == 403);
    assertThat(client.send(client.to("/v1/models").header("Origin", open.address())))
        .matches(answer -> answer.statusCode() == 200);
    assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: example.org\r\n\r\n")).contains(" 403 ");
  }

  @Test
  void pagesOfAllowedOriginsMayCallWithTheToken() {
    String page = "https://example.org";
    ServerOptions options = ServerOptions.of("emoji", EMOJI).withToken(TOKEN);
    try (SproutServer server = SproutServer.start(options.withOrigins(Set.of(page)))) {
      Client client = new Client(server);
      HttpResponse<String> asked =
          client.send(
              client
                  .to("/v1/images/generations")
                  .header("Origin", page)
                  .header("Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "authorization,content-type")
                  .method("OPTIONS", BodyPublishers.noBody()));
      assertThat(asked.statusCode()).isEqualTo(204); // a browser sends no token with this question
      assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo(page);
      assertThat(header(asked, "Access-Control-Allow-Headers"))
          .isEqualTo("Authorization, Content-Type");
      assertThat(header(asked, "Access-Control-Allow-Methods")).contains("POST", "DELETE");
      HttpResponse<String> refused = client.send(client.to("/v1/models").header("Origin", page));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo(page); // else unreadable
      HttpResponse<String> listed =
          client.send(
              client
                  .to("/v1/models")
                  .header("Origin", page)
                  .header("Authorization", "Bearer " + TOKEN));
      assertThat(listed.statusCode()).isEqualTo(200);
      assertThat(header(listed, "Vary")).isEqualTo("Origin");
      HttpResponse<String> other =
          client.send(client.to("/v1/models").header("Origin", "https://example.com"));
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void longBodiesAreRefusedBeforeTheyAreRead() throws IOException {
    assertThat(
            raw(
                "POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 9999999999\r\n\r\n"))
        .contains(" 413 ");
  }

  @Test
  void unknownRoutesAndMethodsAreRefusedAsJson() {
    Client client = new Client(open);
    assertThat(Client.error(client.get("/v1/nothing")).get("code").getAsString())
        .isEqualTo("no_such_route");
    assertThat(client.post("/v1/models", "{}").statusCode()).isEqualTo(405);
    assertThat(client.get("/%76%31/models").statusCode()).isEqualTo(404);
    assertThat(client.get("/../pom.xml").statusCode()).isIn(400, 404);
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    HttpResponse<String> page = new Client(open).get("/");
    assertThat(page.body()).contains("Sprout");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'");
  }

  @Test
  void otherMachinesNeedAToken() {
    ServerOptions here = ServerOptions.of("emoji", EMOJI);
    assertThatThrownBy(
            () ->
                new ServerOptions(
                    here.models(),
                    here.loading(),
                    "0.0.0.0",
                    0,
                    null,
                    here.origins(),
                    here.limits(),
                    here.memory(),
                    here.grace()))
        .isInstanceOf(UserError.class)
        .hasMessage("host is 0.0.0.0, which other machines reach; give a --token-file too");
  }

  @Test
  void originsHaveNoPath() {
    ServerOptions here = ServerOptions.of("emoji", EMOJI);
    for (String wrong : Set.of("example.org", "https://example.org/", "*")) {
      assertThatThrownBy(() -> here.withOrigins(Set.of(wrong)))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("origin is " + wrong + "; accepted is ");
    }
  }

  /** First line of the answer to a request that a client library wouldn't send. */
  private static String raw(String request) throws IOException {
    int port = Integer.parseInt(open.address().replaceFirst(".*:", ""));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
