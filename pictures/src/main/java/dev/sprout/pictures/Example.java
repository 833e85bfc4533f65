package dev.sprout.pictures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known of one picture of a source, without the picture. Immutable; the order of fields and
 * lists is that of the file they come from.
 *
 * @param id where the picture is in its source: the relative path, or shard/key; unique
 * @param fields single labels by name, such as concept, style, class; numbers and booleans as they
 *     were written
 * @param captions descriptions, best first; may be empty
 * @param lists lists of strings by name, such as keywords
 */
public record Example(
    String id, Map<String, String> fields, List<String> captions, Map<String, List<String>> lists) {

  /** Copies its parts. */
  public Example {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    captions = List.copyOf(captions);
    Map<String, List<String>> copies = new LinkedHashMap<>();
    lists.forEach((name, values) -> copies.put(name, List.copyOf(values)));
    lists = Collections.unmodifiableMap(copies);
  }

  /** An example without lists. */
  public Example(String id, Map<String, String> fields, List<String> captions) {
    this(id, fields, captions, Map.of());
  }

  /** A label, or the empty string where there is none. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What the picture shows: its field concept, else class, else label; empty without any. */
  public String className() {
    return Stream.of("concept", "class", "label")
        .map(this::field)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** A list, or the empty list where there is none. */
  public List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** All captions, then the strings of all lists. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(captions);
    lists.values().forEach(texts::addAll);
    return texts;
  }
}
