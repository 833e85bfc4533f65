package dev.sprout.nn.weights;

import java.util.Arrays;

/** A file's content breaks its format; the message says where and completes "because …". */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_TEXT = 400;

  Malformed(String format, Object... arguments) {
    super(String.format(format, Arrays.stream(arguments).map(Malformed::printable).toArray()));
  }

  /** Text from a file, made fit for a terminal. */
  static Object printable(Object argument) {
    if (!(argument instanceof String text)) {
      return argument;
    }
    String clean = text.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT) + "…";
  }
}
