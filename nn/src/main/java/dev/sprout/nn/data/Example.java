package dev.sprout.nn.data;

import java.util.List;
import java.util.Map;

/**
 * What is known of one picture of a source.
 *
 * @param id its place in the source, unique
 * @param fields labels by name, such as concept, style or class
 * @param texts captions or keywords
 */
public record Example(String id, Map<String, String> fields, List<String> texts) {

  /** Copies its parts. */
  public Example {
    fields = Map.copyOf(fields);
    texts = List.copyOf(texts);
  }

  /** A label, or the empty string where there is none. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
