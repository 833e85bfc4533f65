package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.sprout.cli.SproutCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it draws, and started again. */
@Timeout(180)
class ServerKillTest {
  private static final Path MODEL = Path.of("../models/emoji");

  @TempDir private Path folder;
  private Path scratch;
  private Path current;
  private Process process;

  @BeforeEach
  void folders() throws IOException {
    scratch = Files.createDirectory(folder.resolve("scratch"));
    current = Files.createDirectory(folder.resolve("current"));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void nothingOnDiskIsBroken() throws Exception {
    Map<String, String> before = files();
    String address = start();
    String drawn = drawn(address);
    String job = address + post(address + "/api/jobs", "{\"prompt\":\"dog\",\"n\":16}");
    while (!get(job).contains("\"progress\"")) {
      Thread.sleep(10);
    }
    process.destroyForcibly().waitFor(); // kill -9
    assertThat(files()).isEqualTo(before);
    assertThat(drawn(start())).isEqualTo(drawn);
    assertThat(files()).isEqualTo(before);
  }

  private String start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Doffline=true",
            "-Djava.io.tmpdir=" + scratch,
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SproutCommand.class.getName(),
            "serve",
            "--port=0",
            "--model=" + MODEL.toRealPath());
    process =
        new ProcessBuilder(command)
            .directory(current.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).startsWith("Serving emoji at http://");
    return line.substring(line.indexOf("http://"));
  }

  private static String drawn(String address) throws Exception {
    String json = "{\"prompt\":\"sun\",\"seed\":4,\"steps\":1}";
    HttpResponse<String> answer = send(request(address + "/v1/images/generations", json));
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("data").toString();
  }

  /** Where a job is. */
  private static String post(String address, String json) throws Exception {
    return send(request(address, json)).headers().firstValue("Location").orElseThrow();
  }

  private static String get(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address))).body();
  }

  private static HttpRequest.Builder request(String address, String json) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  /** Size and time of every file of the model, of the current folder and of the temporary one. */
  private Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path root : List.of(MODEL.toRealPath(), current, scratch)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          found.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      }
    }
    return found;
  }
}
