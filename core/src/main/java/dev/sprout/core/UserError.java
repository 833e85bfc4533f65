package dev.sprout.core;

/**
 * Something the user gave can't be used. The message says what was given, what is accepted and what
 * to do; it is shown as it is, without a stack trace.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the command itself was wrong or something failed while it ran. */
  public enum Kind {
    /** Wrong usage: exit code 2. */
    USAGE,
    /** A file or machine that can't serve: exit code 1. */
    FAILURE
  }

  private final Kind kind;

  private UserError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Wrong usage: an option, a name or a combination that is not accepted. */
  public static UserError usage(String format, Object... arguments) {
    return new UserError(Kind.USAGE, String.format(format, arguments), null);
  }

  /** A well-formed request that can't be carried out: an unreadable file, a full disk. */
  public static UserError failure(String format, Object... arguments) {
    return new UserError(Kind.FAILURE, String.format(format, arguments), null);
  }

  /** Like {@link #failure(String, Object...)}, keeping the cause for {@code --verbose}. */
  public static UserError failure(Throwable cause, String format, Object... arguments) {
    return new UserError(Kind.FAILURE, String.format(format, arguments), cause);
  }

  /** Either kind, with the cause if there is one. */
  public static UserError of(Kind kind, Throwable cause, String format, Object... arguments) {
    return new UserError(kind, String.format(format, arguments), cause);
  }

  /** Which exit code this is. */
  public Kind kind() {
    return kind;
  }
}
