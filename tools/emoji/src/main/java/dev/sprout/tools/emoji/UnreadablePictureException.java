package dev.sprout.tools.emoji;

/** Failure of drawing a picture file, with the reason. */
final class UnreadablePictureException extends Exception {
  UnreadablePictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
