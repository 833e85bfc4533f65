package dev.sprout.cli;

import java.util.Locale;

/** Text made safe for a terminal, a shell or a file name. */
final class Text {
  private static final int LONGEST_NAME = 60;

  private Text() {}

  /** Text without terminal control characters; line feeds and tabs stay. */
  static String plain(String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\u202a-\u202e]", "?");
  }

  /** A word of a shell command, quoted where necessary. */
  static String shellWord(String word) {
    return word.matches("[A-Za-z0-9_.,/:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The option that sets a field: {@code guidanceSchedule} is {@code --guidance-schedule}. */
  static String optionName(String field) {
    return "--" + field.replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT);
  }

  /** A file name: {@code "Red apple!"} becomes {@code red-apple}. */
  static String fileName(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    String shown = name.substring(0, name.offsetByCodePoints(0, shownCodePoints(name)));
    return shown.isEmpty() ? "picture" : shown;
  }

  private static int shownCodePoints(String name) {
    return Math.min(LONGEST_NAME, name.codePointCount(0, name.length()));
  }

  /** A size in bytes with a decimal unit, such as 12.3 MB. */
  static String size(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }
}
