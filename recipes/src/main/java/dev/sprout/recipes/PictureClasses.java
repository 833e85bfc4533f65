package dev.sprout.recipes;

import dev.sprout.xar.model.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Concepts and styles of a data set in order of first occurrence, with each picture's rows of the
 * class table. If no picture has a style there are no style rows; if only some have one, the others
 * take the nameless style. A picture without a concept has the row "no class" throughout.
 * Immutable.
 *
 * @param concepts concepts with the keywords of all their pictures and the first emoji; concept i
 *     is row i
 * @param styles styles; style j is row {@code concepts.size() + j}
 * @param labels rows of the class table of each picture
 */
record PictureClasses(List<ModelConfig.Concept> concepts, List<String> styles, long[][] labels) {

  static PictureClasses of(List<EmojiExample> examples) {
    Map<String, Set<String>> keywords = new LinkedHashMap<>();
    Map<String, String> symbols = new HashMap<>();
    Set<String> styles = new LinkedHashSet<>();
    for (EmojiExample example : examples) {
      if (!example.hasConcept()) {
        continue;
      }
      keywords
          .computeIfAbsent(example.concept(), name -> new LinkedHashSet<>())
          .addAll(example.keywords());
      if (!example.symbol().isEmpty()) {
        symbols.putIfAbsent(example.concept(), example.symbol());
      }
      styles.add(example.style());
    }
    List<String> names = List.copyOf(keywords.keySet());
    List<String> known = styles.equals(Set.of("")) ? List.of() : List.copyOf(styles);
    List<ModelConfig.Concept> concepts = new ArrayList<>();
    keywords.forEach(
        (name, words) ->
            concepts.add(new ModelConfig.Concept(name, List.copyOf(words), symbols.get(name))));
    return new PictureClasses(concepts, known, labels(examples, names, known));
  }

  private static long[][] labels(
      List<EmojiExample> examples, List<String> concepts, List<String> styles) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    concepts.forEach(name -> rows.put(name, rows.size()));
    long[][] labels = new long[examples.size()][];
    long noClass = concepts.size() + (long) styles.size();
    for (int i = 0; i < labels.length; i++) {
      EmojiExample example = examples.get(i);
      if (!example.hasConcept()) {
        labels[i] = new long[styles.isEmpty() ? 1 : 2];
        Arrays.fill(labels[i], noClass);
        continue;
      }
      long concept = rows.get(example.concept());
      long style = concepts.size() + (long) styles.indexOf(example.style());
      labels[i] = styles.isEmpty() ? new long[] {concept} : new long[] {concept, style};
    }
    return labels;
  }

  /** Whether a picture has a concept. */
  boolean hasConcept(int picture) {
    return labels[picture][0] < count();
  }

  /** Number of rows of the class table without the last, "no class". */
  int count() {
    return concepts.size() + styles.size();
  }
}
