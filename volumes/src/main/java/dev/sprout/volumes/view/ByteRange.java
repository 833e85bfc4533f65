package dev.sprout.volumes.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a file that a request asks for (RFC 9110, 14.2).
 *
 * @param first offset of the first byte
 * @param length number of bytes; negative where the file has none of them
 * @param isPart whether a part was asked for rather than the whole
 */
record ByteRange(long first, long length, boolean isPart) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a Range header. What isn't one range of bytes is passed over, as the RFC allows, and the
   * whole file sent.
   *
   * @param header null for none
   */
  static ByteRange parse(String header, long size) {
    Matcher range = RANGE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || range.group().equals("bytes=-")) {
      return new ByteRange(0, size, false);
    } else if (range.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(range.group(2)));
      return new ByteRange(size - last, last == 0 ? -1 : last, true);
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? size : Long.parseLong(range.group(2));
    long end = Math.min(size, last + 1);
    if (!range.group(2).isEmpty() && last < first) {
      return new ByteRange(0, size, false);
    }
    return first >= end ? new ByteRange(first, -1, true) : new ByteRange(first, end - first, true);
  }

  boolean isSatisfiable() {
    return length >= 0;
  }

  /** The Content-Range header of the answer. */
  String header(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
