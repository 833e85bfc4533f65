package dev.sprout.tools.emoji;

/** Says why a picture file cannot be drawn. */
final class UnreadablePictureException extends Exception {
  UnreadablePictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
