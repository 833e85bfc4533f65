package dev.sprout.tools.emoji;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of concepts that ships with this tool: one row per emoji without skin-tone variants, in
 * the table's fixed order.
 */
final class ConceptTable {
  private static final String RESOURCE = "emoji-captions-en.csv";
  private static final Pattern KEYWORD_SEPARATOR = Pattern.compile(";");

  private ConceptTable() {}

  /** Reads the table; fails if two concepts share a name. */
  static List<Concept> load() {
    List<List<String>> rows = Csv.rows(text());
    List<Concept> concepts = rows.stream().skip(1).map(ConceptTable::concept).toList();
    requireUniqueNames(concepts);
    return concepts;
  }

  // Columns: file, char, name, category, subcategory, cldr_tts, cldr_keywords, emojilib_keywords.
  private static Concept concept(List<String> row) {
    String code = row.get(0).replace(".png", "");
    String shortName = row.get(5).strip();
    String name = shortName.isEmpty() ? row.get(2).strip().toLowerCase(Locale.ROOT) : shortName;
    return new Concept(name, code, row.get(3), row.get(4), keywords(row.get(6), row.get(7)));
  }

  static List<String> keywords(String... lists) {
    return Stream.of(lists)
        .flatMap(KEYWORD_SEPARATOR::splitAsStream)
        .map(keyword -> keyword.replace('_', ' ').strip().toLowerCase(Locale.ROOT))
        .filter(keyword -> !keyword.isEmpty())
        .distinct()
        .toList();
  }

  private static void requireUniqueNames(List<Concept> concepts) {
    Set<String> seen = new HashSet<>();
    for (Concept concept : concepts) {
      if (!seen.add(concept.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalStateException("two concepts are named " + concept.name());
      }
    }
  }

  private static String text() {
    try (InputStream in = ConceptTable.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
