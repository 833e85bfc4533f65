package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.sprout.server.http.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that no client library sends: each is refused in the shape of errors, and the connection
 * ends.
 */
@Timeout(60)
class RawRequestTest {
  private static final String REST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  private static final String POST =
      "POST /api/tokenize" + REST + "Content-Type: application/json\r\n";

  @TempDir private static Path folder;
  private static SproutServer server;

  @BeforeAll
  static void start() {
    Limits limits =
        new Limits(1 << 22, 100, 50, 2, 4, 3, 4, Duration.ofSeconds(60), Duration.ofSeconds(2));
    server =
        SproutServer.start(
            ServerOptions.of("tiny", TinyGenerator.write(folder, 1)).withLimits(limits));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** All that the server answers until it closes the connection. */
  private static String answer(String request) throws IOException, InterruptedException {
    int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread writer = new Thread(() -> write(socket, request));
      writer.start();
      byte[] answer = socket.getInputStream().readAllBytes();
      writer.join();
      return new String(answer, StandardCharsets.UTF_8);
    }
  }

  private static void write(Socket socket, String request) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(SocketException.class); // the server has hung up already
    }
  }

  private static void isRefused(String request, int status) throws Exception {
    String answer = answer(request);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(JsonParser.parseString(body).getAsJsonObject().getAsJsonObject("error").keySet())
        .containsExactly("message", "type", "param", "code");
  }

  @ParameterizedTest
  @ValueSource(ints = {8192, 65536, 1 << 20})
  void longLinesAndManyHeadersAreRefused(int length) throws Exception {
    String more = "a".repeat(length);
    isRefused("GET /" + more + REST + "\r\n", 414);
    isRefused("GET /v1/models?" + more + REST + "\r\n", 414);
    isRefused("GET /v1/models" + REST + "X: " + more + "\r\n\r\n", 431);
    isRefused("GET /v1/models" + REST + more + ": x\r\n\r\n", 431);
    isRefused("GET /v1/models" + REST + "X: y\r\n".repeat(length / 6) + "\r\n", 431);
    isRefused(more + " /v1/models" + REST + "\r\n", 431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz|{}|0||",
        "-2|{}|0||",
        "ffffffffffffffffff|{}|0||",
        "2|{}xx0||",
        "2|{}|0|bad\0trailer||"
      })
  void badChunksAreRefused(String chunks) throws Exception {
    isRefused(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks.replace("|", "\r\n"), 400);
  }

  @Test
  void aChunkThatNeverComesIsGivenUp() throws Exception {
    isRefused(POST + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}", 408);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 2~Content-Length: 3",
        "Content-Length: 2~Content-Length: 2",
        "Content-Length: 2, 2",
        "Content-Length: -2",
        "Content-Length: two",
        "Content-Length: 99999999999999999999999",
        "Content-Length: 2~Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
      })
  void lengthsThatSayNothingAreRefused(String headers) throws Exception {
    isRefused(POST + headers.replace("~", "\r\n") + "\r\n\r\n{}", 400);
  }

  @Test
  void anUnknownCharsetIsNoFault() throws Exception {
    for (String type : new String[] {"application/json", "multipart/form-data; boundary=x"}) {
      isRefused(
          "POST /api/jobs"
              + REST
              + "Content-Type: "
              + type
              + "; charset=nonsense\r\nContent-Length: 2\r\n\r\n{}",
          400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "NONSENSE"})
  void addressesThatCannotBeReadAreRefusedForAnyMethod(String method) throws Exception {
    isRefused(method + " /v1/%zz" + REST + "\r\n", 400);
  }

  @Test
  void longValuesAreNotSentBack() throws Exception {
    String body = "{\"prompt\":\"apple\",\"style\":\"" + "y".repeat(1 << 20) + "\"}";
    String request =
        "POST /v1/images/generations"
            + REST
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    isRefused(request, 400);
    assertThat(answer(request))
        .contains("style is yyy", "; accepted is flat")
        .hasSizeLessThan(3000);
  }
}
