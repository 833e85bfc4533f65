package dev.sprout.volumes.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderServerTest {
  @TempDir private Path folder;
  private FolderServer server;

  @BeforeEach
  void serve() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createDirectories(folder.resolve("served/a.zarr/c"));
    Files.writeString(folder.resolve("served/a.zarr/c/0"), "0123456789");
    Files.writeString(folder.resolve("served/a.zarr/zarr.json"), "{}");
    Files.writeString(folder.resolve("served/empty"), "");
    Files.createSymbolicLink(folder.resolve("served/link"), folder.resolve("secret"));
    server = new FolderServer(folder.resolve("served"), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> request(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void sendsFilesToPagesOfOtherOrigins() throws IOException, InterruptedException {
    HttpResponse<String> whole = request("GET", "a.zarr/c/0");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("0123456789");
    assertThat(whole.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(request("GET", "a.zarr/zarr.json").headers().firstValue("Content-Type"))
        .hasValue("application/json");
    assertThat(request("GET", "empty").statusCode()).isEqualTo(200);
    HttpResponse<String> head = request("HEAD", "a.zarr/c/0");
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).hasValue("10");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=8-, 206, 89, bytes 8-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-30, 206, 0123456789, bytes 0-9/10",
    "bytes=5-99, 206, 56789, bytes 5-9/10",
    "bytes=10-12, 416, '', bytes */10",
    "bytes=-0, 416, '', bytes */10",
    "'bytes=0-1,3-4', 200, 0123456789,",
    "bytes=7-5, 200, 0123456789,",
    "bytes=-, 200, 0123456789,",
    "lines=1-2, 200, 0123456789,",
  })
  void sendsParts(String range, int status, String body, String contentRange)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = request("GET", "a.zarr/c/0", "Range", range);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret", "a.zarr/../../secret", "%2e%2e/secret", "..%2fsecret", "/secret", "//secret",
        "link", "a.zarr", "", "a.zarr/c/1", "%00", "..%5csecret"
      })
  void nothingElseIsSent(String path) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      String request = "GET /" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain("secret");
    }
  }

  @Test
  void preflightsAreAnsweredAndOtherMethodsRefused() throws IOException, InterruptedException {
    HttpResponse<String> preflight = request("OPTIONS", "a.zarr/c/0");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers")).hasValue("Range");
    for (String method : new String[] {"PUT", "POST", "DELETE"}) {
      assertThat(request(method, "a.zarr/c/0").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void tellsItsAddressAndListensToThisMachineAlone() {
    assertThat(server.address()).matches("http://127\\.0\\.0\\.1:\\d+/");
    assertThat(server.neuroglancerSource("a.zarr"))
        .isEqualTo("zarr://" + server.address() + "a.zarr");
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> new FolderServer(folder, port))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Name another port");
    assertThatThrownBy(() -> new FolderServer(folder.resolve("nowhere"), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a folder that exists");
  }
}
