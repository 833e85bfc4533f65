package dev.sprout.volumes.view;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the files of one folder on this machine alone, as neuroglancer needs them: to pages of
 * other origins, and in parts, which is how it reads shards.
 */
public final class FolderServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int BUFFER = 1 << 16; // bytes

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to serve.
   *
   * @param folder whose files anyone on this machine, and any page in its browsers, may read
   * @param port to listen on; 0 for any free one
   * @throws UserError when the folder is none or the port is taken
   */
  public FolderServer(Path folder, int port) {
    Require.between("port", port, 0, 65535);
    try {
      if (!Files.isDirectory(folder)) {
        throw UserError.invalid("folder", folder, "a folder that exists");
      }
      this.folder = folder.toRealPath();
      InetAddress loopback = InetAddress.getLoopbackAddress();
      this.server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (IOException e) {
      throw UserError.failure(
          e, "%s can't be served on port %d: %s. Name another port.", folder, port, e.getMessage());
    }
    this.threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Address of the folder: {@code http://127.0.0.1:PORT/}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /**
   * What to paste into neuroglancer as the source of a layer.
   *
   * @param inner path of a Zarr folder within the served one; empty for that folder itself
   */
  public String neuroglancerSource(String inner) {
    return "zarr://" + address() + inner.replace('\\', '/');
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
      headers.set("Access-Control-Allow-Headers", "Range");
      headers.set("Access-Control-Allow-Private-Network", "true");
      headers.set("Access-Control-Expose-Headers", "Content-Range, Content-Length, Accept-Ranges");
      headers.set("Accept-Ranges", "bytes");
      switch (exchange.getRequestMethod()) {
        case "OPTIONS" -> exchange.sendResponseHeaders(204, -1);
        case "GET", "HEAD" -> send(exchange);
        default -> {
          headers.set("Allow", "GET, HEAD, OPTIONS");
          exchange.sendResponseHeaders(405, -1);
        }
      }
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    Optional<Path> file = find(exchange.getRequestURI().getPath());
    if (file.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    try (FileChannel in = FileChannel.open(file.get())) {
      String header = exchange.getRequestHeaders().getFirst("Range");
      ByteRange range = ByteRange.parse(header, in.size());
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", type(file.get()));
      if (!range.isSatisfiable()) {
        headers.set("Content-Range", "bytes */" + in.size());
        exchange.sendResponseHeaders(416, -1);
        return;
      } else if (range.isPart()) {
        headers.set("Content-Range", range.header(in.size()));
      }
      send(exchange, in, range);
    }
  }

  private static void send(HttpExchange exchange, FileChannel in, ByteRange range)
      throws IOException {
    int status = range.isPart() ? 206 : 200;
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head || range.length() == 0) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(range.length()));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, range.length());
    in.position(range.first());
    try (OutputStream out = exchange.getResponseBody()) {
      byte[] buffer = new byte[BUFFER];
      var stream = Channels.newInputStream(in);
      for (long left = range.length(); left > 0; ) {
        int n = stream.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (n < 0) {
          throw new IOException("the file became shorter");
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  /** The file of a request; empty for what is not there, a folder, or outside the served folder. */
  private Optional<Path> find(String request) throws IOException {
    try {
      Path file = folder.resolve(request.replaceFirst("^/+", "")).normalize();
      return file.startsWith(folder)
              && Files.isRegularFile(file)
              && file.toRealPath().startsWith(folder)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String type(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") || name.startsWith(".z")
        ? "application/json"
        : "application/octet-stream";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
