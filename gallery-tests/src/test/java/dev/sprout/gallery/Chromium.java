package dev.sprout.gallery;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium, led through the Chrome DevTools Protocol. For one thread. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long ANSWER_SECONDS = 60;
  private static final long INSTALL_MINUTES = 5;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final List<JsonObject> events = new ArrayList<>();
  private int calls;

  /** Starts a browser with an empty page, with its profile in a folder of its own. */
  Chromium(Path program, Path folder) throws IOException, InterruptedException {
    Path profile = folder.resolve("profile");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // which root can't have
                "--disable-gpu",
                "--disable-dev-shm-usage", // which is small in containers
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    try {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(pageAddress(port(profile))), new Messages())
              .join();
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Starts the browser; without one, the calling test is not run and says what is missing. */
  static Chromium start(Path folder) throws IOException, InterruptedException {
    Optional<Path> program = find(folder);
    Assumptions.assumeTrue(
        program.isPresent(),
        "Chromium is missing: apt-get install --no-install-recommends chromium");
    return new Chromium(program.orElseThrow(), folder);
  }

  /**
   * The browser on the path, installed from Debian's package if there is none, where that is
   * possible: as root, with apt-get.
   */
  private static Optional<Path> find(Path folder) throws IOException, InterruptedException {
    Optional<Path> found = onPath(NAMES);
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    if (found.isEmpty() && isRoot && onPath(List.of("apt-get")).isPresent()) {
      install(folder);
      found = onPath(NAMES);
    }
    return found;
  }

  private static Optional<Path> onPath(List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(each -> Path.of(each).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    String install = "apt-get install -y --no-install-recommends chromium";
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", install + " || (apt-get update && " + install + ")")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("install.log").toFile());
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process installation = builder.start();
    if (!installation.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
      installation.descendants().forEach(ProcessHandle::destroy);
      installation.destroy();
    }
  }

  /** The port that the browser chose, which it writes into its profile. */
  private String port(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) { // port and address
        return lines.get(0);
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium doesn't start; see chromium.log beside " + profile);
  }

  private static String pageAddress(String port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    String targets =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JsonParser.parseString(targets).getAsJsonArray().asList().stream()
        .map(target -> target.getAsJsonObject())
        .filter(target -> target.get("type").getAsString().equals("page"))
        .map(target -> target.get("webSocketDebuggerUrl").getAsString())
        .findFirst()
        .orElseThrow();
  }

  /** Shows a page at a width, light or dark, and waits until it is loaded. */
  void open(Path page, int width, String scheme) throws InterruptedException {
    open(page.toUri(), width, scheme);
  }

  /** Shows what is at an address; see {@link #open(Path, int, String)}. */
  void open(URI address, int width, String scheme) throws InterruptedException {
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
    show(width, scheme);
    events.clear();
    call("Page.navigate", Map.of("url", address.toString()));
    while (events.stream().noneMatch(event -> isOf(event, "Page.loadEventFired"))) {
      events.add(next());
    }
  }

  /** Shows the open page at another width, light or dark. */
  void show(int width, String scheme) throws InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Types a text where the focus is. */
  void type(String text) throws InterruptedException {
    call("Input.insertText", Map.of("text", text));
  }

  /** Presses the pointer at a place of the window, in pixels, and lifts it again. */
  void press(double x, double y) throws InterruptedException {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  /** Waits until a condition of the page holds. */
  void await(String condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (!evaluate("({holds: Boolean(" + condition + ")})").get("holds").getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("never true: " + condition);
      }
      Thread.sleep(50);
    }
  }

  /** What the page's console shows, of any kind, since the page was opened. */
  List<JsonObject> console() {
    return events.stream()
        .filter(
            event ->
                isOf(event, "Runtime.exceptionThrown")
                    || isOf(event, "Log.entryAdded")
                    || isOf(event, "Runtime.consoleAPICalled"))
        .toList();
  }

  /** Addresses that were asked for since the last page was opened. */
  List<String> requests() {
    return events.stream()
        .filter(event -> isOf(event, "Network.requestWillBeSent"))
        .map(event -> event.getAsJsonObject("params").getAsJsonObject("request"))
        .map(request -> request.get("url").getAsString())
        .toList();
  }

  /** What an expression of the page gives, an object. */
  JsonObject evaluate(String expression) throws InterruptedException {
    Map<String, Object> what =
        Map.of("expression", expression, "returnByValue", true, "awaitPromise", true);
    JsonObject answer = call("Runtime.evaluate", what).getAsJsonObject("result");
    if (!answer.has("value")) {
      throw new IllegalStateException("no object, but " + answer);
    }
    return answer.getAsJsonObject("value");
  }

  private JsonObject call(String method, Map<String, ?> parameters) throws InterruptedException {
    int id = ++calls;
    Map<String, Object> message = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(new Gson().toJson(message), true).join();
    while (true) {
      JsonObject answer = next();
      if (!answer.has("id")) {
        events.add(answer);
      } else if (answer.get("id").getAsInt() == id && answer.has("result")) {
        return answer.getAsJsonObject("result");
      } else {
        throw new IllegalStateException(method + " is answered by " + answer);
      }
    }
  }

  private JsonObject next() throws InterruptedException {
    String message = messages.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IllegalStateException("Chromium is silent for " + ANSWER_SECONDS + " s");
    }
    return JsonParser.parseString(message).getAsJsonObject();
  }

  private static boolean isOf(JsonObject event, String method) {
    return event.has("method") && event.get("method").getAsString().equals(method);
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** Puts the parts of messages together. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
