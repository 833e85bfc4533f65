package dev.sprout.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.server.http.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send slowly, or not at all, of a server with a second of patience. */
@Timeout(120)
class SlowClientTest {
  private static final String HEAD =
      "POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n";

  private static final long BETWEEN_MILLIS = 100;

  @TempDir private Path folder;
  private SproutServer server;

  @BeforeEach
  void start() {
    Limits limits =
        new Limits(4096, 100, 50, 16, 4, 1000, 2, Duration.ofMinutes(5), Duration.ofSeconds(1));
    server =
        SproutServer.start(
            ServerOptions.of("tiny", TinyGenerator.write(folder, 1)).withLimits(limits));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket connected() throws IOException {
    int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  @Test
  void aBodyThatTricklesInIsGivenUp() throws Exception {
    try (Socket socket = connected()) {
      while (socket.getInputStream().available() == 0) {
        try {
          socket.getOutputStream().write(' ');
        } catch (SocketException e) {
          break; // the server has hung up after its answer
        }
        Thread.sleep(BETWEEN_MILLIS);
      }
      assertThat(answer(socket)).contains(" 408 ");
    }
  }

  @Test
  @Timeout(25) // Jetty's own patience is 30 seconds
  void aBodyThatNeverComesIsGivenUp() throws IOException {
    try (Socket socket = connected()) {
      assertThat(answer(socket)).contains(" 408 ");
    }
  }

  @Test
  void whoWaitsForALongDrawingIsNoSlowClient() {
    HttpResponse<String> answer =
        new Client(server)
            .post("/v1/images/generations", "{\"prompt\":\"apple\",\"steps\":400,\"n\":8}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
