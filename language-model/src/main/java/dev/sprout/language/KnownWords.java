package dev.sprout.language;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words of the texts that a model was trained on: runs of letters and digits, in lower case and
 * without accents. Immutable.
 */
public final class KnownWords {
  /** File of a language model's folder, with a word on each line. */
  public static final String FILE = "words.txt";

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern ACCENT = Pattern.compile("\\p{M}+");

  /** Words of requests that name nothing. */
  private static final Set<String> FRAME =
      Set.of(
          ("a an the of and or in on at to with without for me my please now it is are there that"
                  + " this some draw show make paint give want i picture image drawing emoji icon"
                  + " photo style")
              .split(" "));

  private final String[] words; // sorted

  private KnownWords(Collection<String> words) {
    this.words = new TreeSet<>(words).toArray(String[]::new);
  }

  /** The words of texts. */
  public static KnownWords of(Collection<String> texts) {
    return new KnownWords(
        texts.stream().flatMap(text -> words(text).stream()).collect(Collectors.toSet()));
  }

  /**
   * Reads the words of a language model's folder; empty without {@value #FILE}.
   *
   * @throws UserError when the file can't be read
   */
  public static Optional<KnownWords> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Files.readAllLines(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw UserError.failure(
          e, "%s can't be read; accepted is a UTF-8 text with a word on each line", file);
    }
  }

  /** Writes {@value #FILE}. */
  public void write(Path folder) {
    String text = String.join("\n", words) + "\n";
    AtomicFile.write(folder.resolve(FILE), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> words(String text) {
    return WORD.matcher(plain(text)).results().map(MatchResult::group).distinct().toList();
  }

  /** A text in lower case and without accents. */
  static String plain(String text) {
    String parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return ACCENT.matcher(parts).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /**
   * Words of a text that the model has never seen, in no inflection, each once. Symbols and words
   * that name nothing, such as "draw a", are no such words.
   */
  public List<String> unknown(String text) {
    return words(text).stream().filter(word -> !isFrame(word) && !isKnown(word)).toList();
  }

  /** Whether a text has a word that names something and that the model knows. */
  public boolean isKnownInPart(String text) {
    return words(text).stream().anyMatch(word -> !isFrame(word) && isKnown(word));
  }

  private static boolean isFrame(String word) {
    return FRAME.contains(word);
  }

  private boolean isKnown(String word) {
    return has(word) || Inflections.of(word).anyMatch(this::has);
  }

  /** Whether this very word occurred. */
  boolean has(String word) {
    return Arrays.binarySearch(words, word) >= 0;
  }

  /** Whether a word that occurred begins like this. */
  boolean begins(String start) {
    int found = Arrays.binarySearch(words, start);
    int next = found >= 0 ? found : -found - 1;
    return next < words.length && words[next].startsWith(start);
  }

  /** These words and others. */
  public KnownWords and(KnownWords others) {
    return new KnownWords(
        Stream.concat(Arrays.stream(words), Arrays.stream(others.words)).toList());
  }

  /** The words that a test accepts. */
  KnownWords filter(Predicate<String> test) {
    return new KnownWords(Arrays.stream(words).filter(test).toList());
  }
}
