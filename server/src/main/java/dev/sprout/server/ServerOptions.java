package dev.sprout.server;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.LoadOptions;
import dev.sprout.server.http.Limits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Options of a server. Immutable.
 *
 * @param models model folders by the names that requests use, the default first
 * @param loading how models are loaded
 * @param host address or name to listen on
 * @param port to listen on; 0 for any free one
 * @param token that requests must show, or null; needed where others than this machine can call
 * @param origins of pages elsewhere that may call
 * @param limits ceilings of requests
 * @param memory bytes of model files that may be loaded at a time
 * @param grace time that running jobs get when the server stops
 */
public record ServerOptions(
    Map<String, Path> models,
    LoadOptions loading,
    String host,
    int port,
    String token,
    Set<String> origins,
    Limits limits,
    long memory,
    Duration grace) {
  /** The address that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int LAST_PORT = 65535;
  private static final int LEAST_TOKEN = 16;
  private static final String ORIGIN = "[a-z][a-z0-9+.-]*://[^/?#@\\s]+";

  /** Checks what can be checked without starting. */
  public ServerOptions {
    models = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(models));
    origins = Set.copyOf(origins);
    Require.between("port", port, 0, LAST_PORT);
    for (String origin : origins) {
      if (!origin.matches(ORIGIN)) {
        throw UserError.invalid("origin", origin, "an address without a path: https://example.org");
      }
    }
    if (models.isEmpty()) {
      throw UserError.unusable("model", "is missing; give at least one");
    } else if (token != null && token.length() < LEAST_TOKEN) {
      throw UserError.unusable(
          "tokenFile", "has %d characters; give at least %d", token.length(), LEAST_TOKEN);
    } else if (token == null && !isLoopback(host)) {
      throw UserError.unusable(
          "host", "is %s, which other machines reach; give a --token-file too", host);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw UserError.unusable("host", "is %s, which is no address of this machine", host);
    }
  }

  /** Usual options for one model on a free port of this machine. */
  public static ServerOptions of(String name, Path folder) {
    return of(Map.of(name, folder));
  }

  /** Usual options on a free port of this machine. */
  public static ServerOptions of(Map<String, Path> models) {
    return new ServerOptions(
        models,
        LoadOptions.usual(),
        LOOPBACK,
        0,
        null,
        Set.of(),
        Limits.USUAL,
        Long.MAX_VALUE,
        Duration.ofSeconds(5));
  }

  /** A copy with other limits. */
  public ServerOptions withLimits(Limits other) {
    return new ServerOptions(models, loading, host, port, token, origins, other, memory, grace);
  }

  /** A copy that lets pages of other origins call. */
  public ServerOptions withOrigins(Set<String> allowed) {
    return new ServerOptions(models, loading, host, port, token, allowed, limits, memory, grace);
  }

  /** A copy with a token. */
  public ServerOptions withToken(String secret) {
    return new ServerOptions(models, loading, host, port, secret, origins, limits, memory, grace);
  }
}
