package dev.sprout.nn.weights;

/** A file's content breaks its format; the message says where and completes "because …". */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String format, Object... arguments) {
    super(String.format(format, arguments));
  }
}
