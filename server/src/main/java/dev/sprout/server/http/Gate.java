package dev.sprout.server.http;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/**
 * What is checked of every request before its body is read: host, origin, token, length. Immutable.
 */
public final class Gate {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> GUARDED = Set.of("/v1/", "/api/", "/metrics");
  private static final String BEARER = "Bearer ";

  private final String token;
  private final Set<String> origins;
  private final int bodyBytes;

  /**
   * Creates the checks.
   *
   * @param token that requests must show, or null for a server on this machine alone
   * @param origins of pages elsewhere that may call, such as {@code https://example.org}
   */
  public Gate(String token, Set<String> origins, Limits limits) {
    this.token = token;
    this.origins = Set.copyOf(origins);
    this.bodyBytes = limits.bodyBytes();
  }

  /**
   * Checks a request.
   *
   * @throws Refusal when it may not enter
   */
  public void check(Context http) {
    checkHost(http);
    checkOrigin(http);
    if (token != null && isGuarded(http) && !showsToken(http)) {
      throw Refusal.unauthorized();
    }
    if (http.req().getContentLengthLong() > bodyBytes) {
      throw Refusal.tooLarge(http.req().getContentLengthLong(), bodyBytes);
    }
  }

  /** The page and what belongs to it hold no secrets; a browser sends no token for them. */
  private static boolean isGuarded(Context http) {
    String path = http.path();
    boolean isPreflight = http.req().getMethod().equals("OPTIONS");
    return !isPreflight && GUARDED.stream().anyMatch(path::startsWith);
  }

  private boolean showsToken(Context http) {
    String given = http.header("Authorization");
    return given != null
        && given.startsWith(BEARER)
        && MessageDigest.isEqual(
            given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }

  /** Without a token, a name that leads here by a foreign name server would open this machine. */
  private void checkHost(Context http) {
    String host = http.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    if (token == null && !LOCAL.contains(name)) {
      throw Refusal.foreignHost(host);
    }
  }

  private void checkOrigin(Context http) {
    String origin = http.header("Origin");
    if (origin == null) {
      return;
    } else if (origins.contains(origin)) {
      http.header("Access-Control-Allow-Origin", origin);
      http.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
      http.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
      http.header("Vary", "Origin");
    } else if (!isOwn(origin, http.header("Host"))) {
      throw Refusal.foreignOrigin(origin);
    }
  }

  private static boolean isOwn(String origin, String host) {
    try {
      return host != null && host.equals(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
