package dev.sprout.xar.classes;

import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lookup of a model's classes by prompt: by name, by the name's words in any order, by misspelled
 * name, by keywords, in this order. Immutable.
 */
public final class ClassNames {
  private static final Set<String> FILLERS =
      Set.of("a", "an", "the", "of", "picture", "image", "drawing", "emoji", "please", "with");
  private static final int SHOWN = 5;

  private final ModelConfig config;
  private final ClassTable table;
  private final List<String> names;

  /**
   * Creates the lookup of a model.
   *
   * @param table class embeddings of the same model
   */
  public ClassNames(ModelConfig config, ClassTable table) {
    this.config = config;
    this.table = table;
    this.names = config.concepts().stream().map(c -> normal(c.name())).toList();
  }

  /**
   * Condition of the class that a prompt names.
   *
   * @param style a style's name, or null for the model's first one
   * @throws UserError naming the nearest concepts when none matches
   */
  public Condition match(String prompt, String style) {
    int styleIndex = style(style);
    String text = normal(prompt);
    int concept = names.indexOf(text);
    concept = concept >= 0 ? concept : sameWords(text);
    concept = concept >= 0 ? concept : misspelt(text);
    concept = concept >= 0 ? concept : keyword(text);
    if (concept < 0) {
      throw UserError.badRequest(
          "'%s' matches no concept of this model; the nearest names are: %s",
          prompt, nearest(text));
    }
    return condition(concept, styleIndex);
  }

  /**
   * Condition of a class given by exact name or number.
   *
   * @param field name of the field in messages
   * @param style a style's name, or null for the model's first one
   * @throws UserError naming the nearest concepts when there is none
   */
  public Condition byClass(String field, String nameOrNumber, String style) {
    int styleIndex = style(style);
    int concept = names.indexOf(normal(nameOrNumber));
    if (concept < 0 && nameOrNumber.matches("\\d{1,9}")) {
      concept = Integer.parseInt(nameOrNumber);
    }
    if (concept < 0 || concept >= names.size()) {
      throw UserError.unusable(
          field,
          "is %s; accepted are numbers 0 to %d and names; the nearest names are: %s",
          nameOrNumber,
          names.size() - 1,
          nearest(normal(nameOrNumber)));
    }
    return condition(concept, styleIndex);
  }

  private int style(String style) {
    if (style != null && config.styles().isEmpty()) {
      throw UserError.unusable("style", "is %s; this model has no styles", style);
    }
    int index = style == null ? 0 : config.styles().indexOf(style);
    if (index < 0) {
      throw UserError.invalid("style", style, String.join(", ", config.styles()));
    }
    return index;
  }

  private Condition condition(int concept, int style) {
    String name = config.concepts().get(concept).name();
    return config.styles().isEmpty()
        ? new Condition(name, null, table.row(concept))
        : new Condition(
            name,
            config.styles().get(style),
            table.sum(concept, config.concepts().size() + (long) style));
  }

  private int sameWords(String text) {
    Set<String> wanted = words(text);
    return IntStream.range(0, names.size())
        .filter(i -> !wanted.isEmpty() && words(names.get(i)).equals(wanted))
        .findFirst()
        .orElse(-1);
  }

  private int misspelt(String text) {
    int best = closest(text).get(0);
    int allowed = text.length() / 5;
    return distance(text, names.get(best)) <= allowed ? best : -1;
  }

  private int keyword(String text) {
    return IntStream.range(0, names.size())
        .filter(
            i -> config.concepts().get(i).keywords().stream().anyMatch(k -> normal(k).equals(text)))
        .findFirst()
        .orElse(-1);
  }

  private String nearest(String text) {
    return closest(text).stream()
        .limit(SHOWN)
        .map(i -> config.concepts().get(i).name())
        .collect(Collectors.joining(", "));
  }

  private List<Integer> closest(String text) {
    Set<String> wanted = words(text);
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(i -> -shared(wanted, words(names.get(i))))
                .thenComparingInt(i -> distance(text, names.get(i))))
        .toList();
  }

  private static int shared(Set<String> first, Set<String> second) {
    return (int) first.stream().filter(second::contains).count();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String normal(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").trim();
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
