package dev.sprout.tools.emoji;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated text with quoted fields, as RFC 4180 has it; a quote inside a field doubles. */
final class Csv {
  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /** The rows of a text, each a list of its fields. */
  static List<List<String>> rows(String text) {
    Csv csv = new Csv(text);
    List<List<String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      rows.add(csv.row());
    }
    return rows;
  }

  private List<String> row() {
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (skip(',')) {
      fields.add(field());
    }
    skip('\r');
    skip('\n');
    return fields;
  }

  private String field() {
    return skip('"') ? quoted() : bare();
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"' && !skip('"')) {
        return field.toString();
      }
      field.append(c);
    }
    throw new IllegalArgumentException("a quoted field does not end");
  }

  private String bare() {
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
