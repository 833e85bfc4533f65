package dev.sprout.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Forms with files, as browsers write them; the answer is asked for as a PNG. */
final class Forms {
  private static final String EDGE = "edge-of-a-part";

  private Forms() {}

  static HttpResponse<byte[]> post(
      Client client, String path, Map<String, String> texts, Map<String, byte[]> files) {
    HttpRequest.Builder request = request(client, path, texts, files);
    try {
      return client
          .http()
          .send(request.header("Accept", "image/png").build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with an answer in JSON. */
  static HttpResponse<String> answer(
      Client client, String path, Map<String, String> texts, Map<String, byte[]> files) {
    return client.send(request(client, path, texts, files));
  }

  private static HttpRequest.Builder request(
      Client client, String path, Map<String, String> texts, Map<String, byte[]> files) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    texts.forEach((name, text) -> part(body, name, "", text.getBytes(StandardCharsets.UTF_8)));
    files.forEach((name, file) -> part(body, name, "; filename=\"a.png\"", file));
    body.writeBytes(("--" + EDGE + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return client
        .to(path)
        .header("Content-Type", "multipart/form-data; boundary=" + EDGE)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void part(ByteArrayOutputStream body, String name, String more, byte... content) {
    String head =
        "--"
            + EDGE
            + "\r\nContent-Disposition: form-data; name=\""
            + name
            + "\""
            + more
            + "\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }
}
