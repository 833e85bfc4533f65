package dev.sprout.core;

import java.util.Optional;

/**
 * Error of a request or its execution, shown to users without a stack trace. The message states the
 * given value, the accepted ones and a remedy. If one field is at fault, the message begins with
 * its name, which each caller adapts: a command writes {@code --guidance-schedule}, a server
 * answers with the field itself.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Kind of error: a wrong request, or a failure while carrying it out. */
  public enum Kind {
    /** A value, a name or a combination that is not accepted. */
    INVALID_REQUEST,
    /** A well-formed request that can't be carried out: an unreadable file, a full disk. */
    FAILED
  }

  private final Kind kind;
  private final String field;

  private UserError(Kind kind, String field, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.field = field;
  }

  /**
   * Error of a field out of range: "{@code field} is {@code given}; accepted is {@code accepted}".
   *
   * @param field name of the field as in records and requests, in lower camel case
   * @param given given value
   * @param accepted accepted values: a phrase with an article, or a list
   */
  public static UserError invalid(String field, Object given, String accepted) {
    String shown = String.valueOf(given);
    String text =
        "%s is %s; accepted is %s".formatted(field, shown.isEmpty() ? "empty" : shown, accepted);
    return new UserError(Kind.INVALID_REQUEST, field, text, null);
  }

  /**
   * Error of a field that is invalid for a reason other than its range.
   *
   * @param problem problem and remedy, to follow the field's name, such as "is for pictures only"
   */
  public static UserError unusable(String field, String problem, Object... arguments) {
    String text = field + " " + String.format(problem, arguments);
    return new UserError(Kind.INVALID_REQUEST, field, text, null);
  }

  /**
   * Error of a valid field that is unavailable here, such as a missing device or missing weights.
   *
   * @param problem problem and remedy, to follow the field's name
   */
  public static UserError unavailable(String field, String problem, Object... arguments) {
    return new UserError(Kind.FAILED, field, field + " " + String.format(problem, arguments), null);
  }

  /** Error of a request as a whole. */
  public static UserError badRequest(String format, Object... arguments) {
    return new UserError(Kind.INVALID_REQUEST, null, String.format(format, arguments), null);
  }

  /** Failure of a valid request. */
  public static UserError failure(String format, Object... arguments) {
    return new UserError(Kind.FAILED, null, String.format(format, arguments), null);
  }

  /** Like {@link #failure(String, Object...)}, with a cause for logs. */
  public static UserError failure(Throwable cause, String format, Object... arguments) {
    return new UserError(Kind.FAILED, null, String.format(format, arguments), cause);
  }

  /** Error of a given kind; the cause may be null. */
  public static UserError of(Kind kind, Throwable cause, String format, Object... arguments) {
    return new UserError(kind, null, String.format(format, arguments), cause);
  }

  /** Kind of the error. */
  public Kind kind() {
    return kind;
  }

  /** The field at fault, with which the message begins; empty without a single one. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
