package dev.sprout.core;

import java.util.Optional;

/**
 * Something the user gave can't be used. The message says what was given, what is accepted and what
 * to do, and is shown as it is, without a stack trace. Where one field is at fault the message
 * begins with the field's name, which each caller words for its users: a command writes {@code
 * --guidance-schedule}, a server answers with the field itself.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the request was wrong or something failed while it was carried out. */
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
   * A field whose value is not accepted: "{@code field} is {@code given}; accepted is {@code
   * accepted}".
   *
   * @param field name of the field as in records and requests, in lower camel case
   * @param given the value
   * @param accepted what would be accepted, beginning with an article or a list of values
   */
  public static UserError invalid(String field, Object given, String accepted) {
    return new UserError(
        Kind.INVALID_REQUEST, field, field + " is " + given + "; accepted is " + accepted, null);
  }

  /**
   * A field that can't be used as it is for another reason than its range.
   *
   * @param problem what is wrong and what to do; follows the field's name: "is for pictures only"
   */
  public static UserError unusable(String field, String problem, Object... arguments) {
    String text = field + " " + String.format(problem, arguments);
    return new UserError(Kind.INVALID_REQUEST, field, text, null);
  }

  /**
   * A field that is well-formed and yet can't be had here: a device or weights that are missing.
   *
   * @param problem what is missing and what to do; follows the field's name
   */
  public static UserError unavailable(String field, String problem, Object... arguments) {
    return new UserError(Kind.FAILED, field, field + " " + String.format(problem, arguments), null);
  }

  /** An invalid request that is no single field's fault. */
  public static UserError badRequest(String format, Object... arguments) {
    return new UserError(Kind.INVALID_REQUEST, null, String.format(format, arguments), null);
  }

  /** A well-formed request that can't be carried out. */
  public static UserError failure(String format, Object... arguments) {
    return new UserError(Kind.FAILED, null, String.format(format, arguments), null);
  }

  /** Like {@link #failure(String, Object...)}, keeping the cause for logs. */
  public static UserError failure(Throwable cause, String format, Object... arguments) {
    return new UserError(Kind.FAILED, null, String.format(format, arguments), cause);
  }

  /** Either kind, with the cause if there is one. */
  public static UserError of(Kind kind, Throwable cause, String format, Object... arguments) {
    return new UserError(kind, null, String.format(format, arguments), cause);
  }

  /** Whether the request was wrong or failed. */
  public Kind kind() {
    return kind;
  }

  /** The field at fault, with whose name the message begins; empty where it is no single one's. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
