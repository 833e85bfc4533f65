package dev.sprout.scenes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * English nouns of emoji names: which concepts are things, their articles and plurals. Rules cover
 * most; {@code nouns.txt} lists the exceptions.
 */
public final class Nouns {
  private static final Map<String, List<String>> LISTS = lists();
  private static final Set<String> SUBGROUPS = set("subgroups");
  private static final Set<String> LEFT_OUT = Set.copyOf(set("left out"));
  private static final Set<String> WITHOUT_ARTICLE = set("without article");
  private static final Set<String> UNCOUNTED = set("uncounted");
  private static final Map<String, String> PLURALS = map("plurals");
  private static final Map<String, String> ARTICLES = map("articles");

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}’'-]+( [\\p{L}’'-]+)*");
  private static final Pattern TIME = Pattern.compile(".*(o’clock|-thirty)");

  /** Coloured discs and squares; the other shapes of the group are buttons. */
  private static final Pattern SHAPE =
      Pattern.compile("(red|orange|yellow|green|blue|purple|brown|black|white) (circle|square)");

  /** What follows the noun that takes the plural, as in ear of corn. */
  private static final Pattern ADDITION =
      Pattern.compile(" (of|with|on|in|behind|without|fluttering|tilted|not) .*");

  private static final Pattern HISSING = Pattern.compile(".*(s|x|z|ch|sh)");
  private static final Pattern CONSONANT_Y = Pattern.compile(".*[^aeiou]y");

  private Nouns() {}

  /**
   * The noun of a concept, if it is a thing that can be placed: animals, plants, food, objects,
   * vehicles, buildings and the like. Faces, people and signs are left out: at a third of a small
   * picture's side they differ by a few pixels. So are flags, letters and clocks, whose names are
   * no nouns of their own, and pictures that fill their square as a view does.
   *
   * @param name name of the concept, such as red apple
   * @param subgroup its Unicode subgroup, such as food-fruit
   */
  public static Optional<Noun> of(String name, String subgroup) {
    boolean isThing = SUBGROUPS.contains(subgroup) || SHAPE.matcher(name).matches();
    boolean isPlain = PLAIN.matcher(name).matches() && !TIME.matcher(name).matches();
    return isThing && isPlain && !LEFT_OUT.contains(name)
        ? Optional.of(noun(name))
        : Optional.empty();
  }

  /** Concepts of accepted subgroups that are no things. */
  static Set<String> leftOut() {
    return LEFT_OUT;
  }

  private static Noun noun(String name) {
    if (WITHOUT_ARTICLE.contains(name)) {
      return new Noun(name, name, Optional.empty());
    }
    boolean isCounted = !UNCOUNTED.contains(name) && !name.contains(" and ");
    return new Noun(
        name, article(name) + " " + name, isCounted ? Optional.of(plural(name)) : Optional.empty());
  }

  /** The article of a phrase: a or an. */
  static String article(String phrase) {
    String first = phrase.split("[ -]", 2)[0].toLowerCase(Locale.ROOT);
    String byVowel = "aeiou".indexOf(first.charAt(0)) >= 0 ? "an" : "a";
    return ARTICLES.getOrDefault(first, byVowel);
  }

  private static String plural(String name) {
    String head = ADDITION.matcher(name).replaceFirst("");
    int last = Math.max(head.lastIndexOf(' '), head.lastIndexOf('-')) + 1;
    return head.substring(0, last)
        + pluralWord(head.substring(last))
        + name.substring(head.length());
  }

  private static String pluralWord(String word) {
    if (PLURALS.containsKey(word)) {
      return PLURALS.get(word);
    } else if (HISSING.matcher(word).matches()) {
      return word + "es";
    } else if (CONSONANT_Y.matcher(word).matches()) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word + "s";
  }

  private static Set<String> set(String list) {
    return new HashSet<>(LISTS.get(list));
  }

  private static Map<String, String> map(String list) {
    return LISTS.get(list).stream()
        .map(entry -> entry.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  /** Lists by title: lines in brackets are titles, entries are parted by semicolons. */
  private static Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new HashMap<>();
    String title = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("[")) {
        title = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        List<String> entries = Arrays.stream(line.split(";")).map(String::strip).toList();
        lists.merge(title, entries, Nouns::joined);
      }
    }
    return lists;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String text() {
    try (InputStream in = Nouns.class.getResourceAsStream("nouns.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
