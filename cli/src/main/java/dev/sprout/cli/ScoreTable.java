package dev.sprout.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names and values in two columns, for people. Not thread-safe. */
final class ScoreTable {
  private static final int SHOWN_DIGITS = 16;

  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row. */
  ScoreTable row(String name, String value) {
    rows.add(new String[] {name, value});
    return this;
  }

  /** Adds a row with a number, in the format of {@link String#format}. */
  ScoreTable row(String name, String format, Object... values) {
    return row(name, String.format(Locale.ROOT, format, values));
  }

  /** Adds a share as per cent. */
  ScoreTable share(String name, double share) {
    return row(name, "%.1f %%", 100 * share);
  }

  /** The digits of a hash that are shown. */
  static String shortHash(String hash) {
    return hash.substring(0, SHOWN_DIGITS);
  }

  @Override
  public String toString() {
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    return rows.stream()
        .map(row -> row[0] + " ".repeat(width + 2 - row[0].length()) + row[1])
        .collect(Collectors.joining("\n"));
  }
}
