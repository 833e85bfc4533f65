package dev.sprout.gallery.scenes;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores in named rows and columns. Not thread-safe. */
final class ScoreTable {
  private final String first;
  private final List<String> columns;
  private final Map<String, List<Score>> rows = new LinkedHashMap<>();

  /**
   * Creates an empty table.
   *
   * @param first heading of the rows' names
   * @param columns headings of the scores
   */
  ScoreTable(String first, String... columns) {
    this.first = first;
    this.columns = List.of(columns);
  }

  /** Adds a row of one score a column; the last columns may be left out. */
  ScoreTable row(String name, Score... scores) {
    if (scores.length > columns.size() || rows.containsKey(name)) {
      throw new IllegalArgumentException(
          "row %s of %d scores in %d columns".formatted(name, scores.length, columns.size()));
    }
    rows.put(name, List.of(scores));
    return this;
  }

  /** The table as markdown; scores that are left out are dashes. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| " + first + " | " + String.join(" | ", columns) + " |");
    lines.add("|---" + "|---".repeat(columns.size()) + "|");
    rows.forEach(
        (name, scores) -> {
          List<String> cells = new ArrayList<>(List.of(name));
          for (int i = 0; i < columns.size(); i++) {
            cells.add(i < scores.size() ? scores.get(i).markdown() : "–");
          }
          lines.add("| " + String.join(" | ", cells) + " |");
        });
    return String.join("\n", lines);
  }

  /** Scores by row and column. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    rows.forEach(
        (name, scores) -> {
          JsonObject row = new JsonObject();
          for (int i = 0; i < scores.size(); i++) {
            row.add(columns.get(i), scores.get(i).json());
          }
          json.add(name, row);
        });
    return json;
  }
}
