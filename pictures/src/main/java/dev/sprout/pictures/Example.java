package dev.sprout.pictures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labels and captions of one picture of a source. Immutable; fields and lists keep the order of
 * their file.
 *
 * @param id unique place of the picture in its source: relative path, or shard/key
 * @param fields single labels by name, such as concept, style, class; numbers and booleans as
 *     written
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

  /** Creates an example without lists. */
  public Example(String id, Map<String, String> fields, List<String> captions) {
    this(id, fields, captions, Map.of());
  }

  /** A label, or the empty string without one. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Subject of the picture: its field concept, else class, else label, else empty. */
  public String className() {
    return Stream.of("concept", "class", "label")
        .map(this::field)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** A list, or the empty list without one. */
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
