package dev.sprout.language;

import dev.sprout.core.UserError;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a vocabulary by byte-pair encoding (Sennrich et al., 2016): beginning with single
 * characters, the most frequent pair of neighbours becomes a new piece, again and again. The same
 * texts give the same pieces.
 */
public final class BytePairTraining {
  private static final String BOUNDARY = "▁";

  /** A pair that occurs less often is not merged. */
  private static final int LEAST_COUNT = 2;

  /**
   * A word with its boundary mark, or a single punctuation mark, as {@code tokenizer.json} cuts.
   */
  private static final Pattern PART = Pattern.compile("[\\p{P}$+<=>^`|~]|▁?[^▁\\p{P}$+<=>^`|~]+|▁");

  private final Map<Merge, Integer> counts = new HashMap<>();
  private final Map<Merge, Set<Word>> occurrences = new HashMap<>();

  /** Two pieces that become one, in the order of their texts. */
  record Merge(String left, String right) implements Comparable<Merge> {
    String joined() {
      return left + right;
    }

    @Override
    public int compareTo(Merge other) {
      int first = left.compareTo(other.left);
      return first != 0 ? first : right.compareTo(other.right);
    }
  }

  /** A word of the texts in its present pieces; equal only to itself. */
  private static final class Word {
    private final int count;
    private List<String> pieces;

    Word(List<String> pieces, int count) {
      this.pieces = pieces;
      this.count = count;
    }
  }

  private BytePairTraining(Map<String, Integer> words) {
    words.forEach((text, count) -> count(new Word(characters(text), count), 1));
  }

  /**
   * Learns pieces.
   *
   * @param pieces their number at most, single characters included; fewer when no pair of
   *     neighbours is left that occurs twice
   * @throws UserError when the texts alone have more different characters
   */
  public static BytePairVocabulary train(Collection<String> texts, int pieces) {
    Map<String, Integer> words = new TreeMap<>();
    texts.forEach(text -> parts(text).forEach(part -> words.merge(part, 1, Integer::sum)));
    Set<String> alphabet = new TreeSet<>();
    words.keySet().forEach(word -> alphabet.addAll(characters(word)));
    if (alphabet.size() > pieces) {
      throw UserError.badRequest(
          "%d pieces can't hold the %d different characters of the texts; ask for more pieces, or"
              + " clean the texts",
          pieces, alphabet.size());
    }
    Set<String> vocabulary = new LinkedHashSet<>(alphabet);
    List<Merge> merges = new BytePairTraining(words).merges(vocabulary, pieces);
    return new BytePairVocabulary(List.copyOf(vocabulary), merges);
  }

  private List<Merge> merges(Set<String> vocabulary, int pieces) {
    List<Merge> merges = new ArrayList<>();
    while (vocabulary.size() < pieces) {
      Merge best = mostFrequent();
      if (best == null) {
        break;
      }
      merges.add(best);
      vocabulary.add(best.joined());
      apply(best);
    }
    return merges;
  }

  private Merge mostFrequent() {
    Merge best = null;
    int most = LEAST_COUNT;
    for (Map.Entry<Merge, Integer> entry : counts.entrySet()) {
      int count = entry.getValue();
      boolean tie = count == most && (best == null || entry.getKey().compareTo(best) < 0);
      if (count > most || tie) {
        best = entry.getKey();
        most = count;
      }
    }
    return best;
  }

  private void apply(Merge merge) {
    for (Word word : List.copyOf(occurrences.get(merge))) {
      count(word, -1);
      word.pieces = merged(word.pieces, merge);
      count(word, 1);
    }
  }

  private void count(Word word, int sign) {
    for (int i = 0; i + 1 < word.pieces.size(); i++) {
      Merge pair = new Merge(word.pieces.get(i), word.pieces.get(i + 1));
      int left = counts.merge(pair, sign * word.count, Integer::sum);
      if (left == 0) {
        counts.remove(pair);
      }
      Set<Word> words = occurrences.computeIfAbsent(pair, p -> new LinkedHashSet<>());
      if (sign > 0) {
        words.add(word);
      } else {
        words.remove(word);
      }
    }
  }

  private static List<String> merged(List<String> pieces, Merge merge) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      boolean pair =
          i + 1 < pieces.size()
              && pieces.get(i).equals(merge.left())
              && pieces.get(i + 1).equals(merge.right());
      merged.add(pair ? merge.joined() : pieces.get(i));
      i += pair ? 1 : 0;
    }
    return merged;
  }

  /** The words of a text as the written tokenizer sees them. */
  static List<String> parts(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String line = plain.toLowerCase(Locale.ROOT).replaceAll("(?U)\\s+", " ").strip();
    List<String> parts = new ArrayList<>();
    if (!line.isEmpty()) {
      Matcher matcher = PART.matcher(BOUNDARY + line.replace(" ", BOUNDARY));
      while (matcher.find()) {
        parts.add(matcher.group());
      }
    }
    return parts;
  }

  private static List<String> characters(String word) {
    return word.codePoints().mapToObj(Character::toString).toList();
  }
}
