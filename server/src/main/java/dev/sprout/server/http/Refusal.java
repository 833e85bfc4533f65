package dev.sprout.server.http;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Answer to a request that is refused or fails, in the shape of OpenAI's errors. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_SLOW = 408;
  private static final int TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private static final int LONGEST = 2000; // characters of a message

  private final int status;
  private final String code;
  private final String field;

  private Refusal(int status, String code, String field, String message) {
    super(shortened(message));
    this.status = status;
    this.code = code;
    this.field = field;
  }

  /**
   * The message without the middle of a long value, which it shows; what is accepted comes last.
   */
  private static String shortened(String message) {
    int length = message.length();
    return length <= LONGEST
        ? message
        : message.substring(0, LONGEST / 4) + " … " + message.substring(length - LONGEST * 3 / 4);
  }

  /** A refusal of what the engine or a reader doesn't accept; fields in the spelling of HTTP. */
  public static Refusal of(UserError error) {
    boolean isInvalid = error.kind() == UserError.Kind.INVALID_REQUEST;
    String name = error.field().orElse("");
    String shown = parameter(name);
    return new Refusal(
        isInvalid ? BAD_REQUEST : UNPROCESSABLE,
        isInvalid ? "invalid_value" : "cannot_be_done",
        shown.isEmpty() ? null : shown,
        shown + error.getMessage().substring(name.length()));
  }

  /** A bad field or body. */
  public static Refusal bad(String field, String format, Object... arguments) {
    return of(
        field == null
            ? UserError.badRequest(format, arguments)
            : UserError.unusable(field, format, arguments));
  }

  /** A missing or wrong token. */
  public static Refusal unauthorized() {
    return new Refusal(
        UNAUTHORIZED,
        "invalid_api_key",
        null,
        "this server needs its token: send it as Authorization: Bearer TOKEN");
  }

  /** A page of a foreign origin. */
  public static Refusal foreignOrigin(String given) {
    return foreign("Origin", given, "--origin allows it");
  }

  /** A foreign name of this machine, where no token guards it. */
  public static Refusal foreignHost(String given) {
    return foreign("Host", given, "ask for localhost or 127.0.0.1, or start it with --token-file");
  }

  private static Refusal foreign(String header, String given, String remedy) {
    String message =
        "%s is %s, which this server doesn't allow; %s".formatted(header, given, remedy);
    return new Refusal(FORBIDDEN, "foreign_origin", null, message);
  }

  /** Something that doesn't exist. */
  public static Refusal missing(String code, String format, Object... arguments) {
    return new Refusal(NOT_FOUND, code, null, String.format(format, arguments));
  }

  /** An unknown model. */
  public static Refusal noModel(String given, String accepted) {
    return new Refusal(
        NOT_FOUND,
        "model_not_found",
        "model",
        "model is %s; accepted are %s".formatted(given, accepted));
  }

  /** A body beyond the limit. */
  public static Refusal tooLarge(long given, long most) {
    return new Refusal(
        TOO_LARGE,
        "body_too_large",
        null,
        "the body has %s bytes; accepted are up to %d"
            .formatted(given < 0 ? "more" : String.valueOf(given), most));
  }

  /** A body that doesn't arrive. */
  public static Refusal tooSlow() {
    return new Refusal(TOO_SLOW, "too_slow", null, "the body arrives too slowly");
  }

  /** A full queue. */
  public static Refusal busy(int waiting) {
    return new Refusal(
        TOO_MANY,
        "queue_full",
        null,
        "%d jobs are waiting, which is all that this server takes; try again later"
            .formatted(waiting));
  }

  /** A server that stops. */
  public static Refusal stopping() {
    return stopped("the server is stopping");
  }

  /** A job that the server gave up. */
  public static Refusal stopped(String message) {
    return new Refusal(UNAVAILABLE, "stopped", null, message);
  }

  /** A refusal by the HTTP engine: an unknown route, a method that a route lacks. */
  public static Refusal http(int status, String message) {
    String code = status == NOT_FOUND ? "no_such_route" : "http_" + status;
    return new Refusal(status, code, null, message.toLowerCase(Locale.ROOT));
  }

  /** A body that can't be read to its end, or doesn't come for too long. */
  public static Refusal unreadable(IOException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return tooSlow();
    }
    return new Refusal(
        BAD_REQUEST, "unreadable", null, "the body can't be read: " + cause.getMessage());
  }

  /** A fault of the server itself, whose cause only its log tells. */
  public static Refusal fault(String what) {
    return new Refusal(INTERNAL_ERROR, "internal", null, "the server failed at %s".formatted(what));
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Code for programs. */
  public String code() {
    return code;
  }

  /** Field at fault, or null. */
  public String field() {
    return field;
  }

  /** Kind of error in OpenAI's words. */
  public String type() {
    return switch (status) {
      case UNAUTHORIZED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case TOO_MANY -> "rate_limit_error";
      case UNAVAILABLE, INTERNAL_ERROR -> "server_error";
      default -> "invalid_request_error";
    };
  }

  /** Whether the same request may succeed later. */
  public boolean isTransient() {
    return status == TOO_MANY || status == UNAVAILABLE;
  }

  private static String parameter(String field) {
    String snake = field.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return snake.equals("count") ? "n" : snake;
  }
}
