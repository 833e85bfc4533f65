package dev.sprout.server;

import dev.sprout.core.UserError;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.EarlyErrors;
import dev.sprout.server.http.Gate;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import dev.sprout.server.natives.JobRoutes;
import dev.sprout.server.natives.TokenRoutes;
import dev.sprout.server.openai.ChatRoutes;
import dev.sprout.server.openai.EmbeddingRoutes;
import dev.sprout.server.openai.ImagesRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Sprout over HTTP. Closing stops accepting, gives running jobs their time, cancels the rest. */
public final class SproutServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SproutServer.class.getName());
  private static final int NO_CONTENT = 204;
  private static final long POLL_MILLIS = 20;

  /** A page may load what belongs to this server, and talk to it; nothing else. */
  private static final Map<String, String> PAGE_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
              + " frame-ancestors 'none'; form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private final ServerOptions options;
  private final Statistics statistics = new Statistics();
  private final ServedModels models;
  private final Javalin javalin;
  private volatile boolean isStopping;

  private SproutServer(ServerOptions options) {
    this.options = options;
    this.models =
        new ServedModels(
            options.models(),
            options.loading(),
            options.limits().waiting(),
            options.memory(),
            statistics::batch);
    statistics.watch(models);
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Starts a server.
   *
   * @throws UserError when a model folder is none, or the port is taken
   */
  public static SproutServer start(ServerOptions options) {
    SproutServer server = new SproutServer(options);
    JavalinLogger.enabled = false; // it would log what is thrown as well
    try {
      server.javalin.start();
      return server;
    } catch (RuntimeException e) {
      server.models.close();
      throw UserError.failure(
          e,
          "%s can't be served on port %d: %s. Name another --port or --host.",
          options.host(),
          options.port(),
          root(e).getMessage());
    } finally {
      JavalinLogger.enabled = true;
    }
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  /** Address of the server: {@code http://127.0.0.1:PORT}. */
  public String address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return "http://" + host + ":" + javalin.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = options.limits().bodyBytes();
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(this::configure);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/dev/sprout/server/page";
          files.location = Location.CLASSPATH;
          files.headers = PAGE_HEADERS;
        });
    Gate gate = new Gate(options.token(), options.origins(), options.limits());
    config.routes.before(http -> enter(http, gate));
    config.routes.after(http -> statistics.request(http.statusCode()));
    addErrors(config);
    addRoutes(config);
  }

  private void configure(Server server) {
    server.setErrorHandler(new EarlyErrors());
    server.setStopTimeout(options.grace().toMillis());
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.limits().patience().toMillis());
    return connector;
  }

  private static void enter(Context http, Gate gate) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    http.header("x-request-id", id);
    http.attribute("id", id);
    gate.check(http);
    if (http.req().getMethod().equals("OPTIONS")) {
      http.status(NO_CONTENT).skipRemainingHandlers();
    }
  }

  private void addErrors(JavalinConfig config) {
    config.routes.exception(Refusal.class, (e, http) -> Answers.send(http, e));
    config.routes.exception(UserError.class, (e, http) -> Answers.send(http, Refusal.of(e)));
    config.routes.exception(
        HttpResponseException.class,
        (e, http) -> Answers.send(http, Refusal.http(e.getStatus(), e.getMessage())));
    config.routes.exception(
        IOException.class, (e, http) -> Answers.send(http, Refusal.unreadable(e)));
    config.routes.exception(
        Exception.class,
        (e, http) -> {
          if (root(e) instanceof HttpException known) {
            Answers.send(http, Refusal.http(known.getCode(), String.valueOf(known.getReason())));
            return;
          }
          String id = http.attribute("id");
          LOG.log(System.Logger.Level.ERROR, "request " + id, e);
          Answers.send(http, Refusal.fault("request " + id));
        });
  }

  private void addRoutes(JavalinConfig config) {
    config.routes.get("/healthz", http -> Answers.send(http, Map.of("status", "ok")));
    config.routes.get("/readyz", this::ready);
    config.routes.get(
        "/metrics",
        http -> http.contentType("text/plain; version=0.0.4").result(statistics.text()));
    config.routes.get(
        "/openapi.json", http -> http.contentType("application/json").result(OpenApi.document()));
    new ModelRoutes(models, options.limits()).add(config.routes);
    new ImagesRoutes(models, options.limits()).add(config.routes);
    new ChatRoutes(models, options.limits()).add(config.routes);
    new TokenRoutes(models, options.limits()).add(config.routes);
    new JobRoutes(models, options.limits()).add(config.routes);
    new EmbeddingRoutes(models, options.limits()).add(config.routes);
  }

  private void ready(Context http) {
    if (isStopping) {
      throw Refusal.stopping();
    }
    Answers.send(http, Map.of("status", "ready"));
  }

  @Override
  public void close() {
    isStopping = true;
    models.all().forEach(model -> model.queue().stopAccepting());
    Instant end = Instant.now().plus(options.grace());
    while (isBusy() && Instant.now().isBefore(end)) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    models.close(); // whoever still waits is told that the server is stopping
    javalin.stop();
  }

  private boolean isBusy() {
    return models.all().stream().map(ServedModel::queue).anyMatch(queue -> queue.size() > 0);
  }
}
