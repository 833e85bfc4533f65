package dev.sprout.engine;

import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.ModelConfig.Concept;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prompts in which the emoji of concepts stand for their names: "draw a 🍎" is read as "draw a red
 * apple". Skin tones and variation selectors make no difference; emoji of no concept stay. For
 * Unicode's sequences see UTS #51. Immutable.
 */
final class SymbolPrompts implements PromptEncoder {
  /** Presentation of the code point before it: variation selectors and skin tones. */
  private static final String LOOK = "[\\uFE0E\\uFE0F\\x{1F3FB}-\\x{1F3FF}]";

  /** A part of a joined sequence is no emoji of its own. */
  private static final String WHOLE = "(?<!\\u200D)(?:%s)(?!\\u200D)";

  private final PromptEncoder encoder;
  private final Map<String, String> names = new HashMap<>();
  private final Pattern symbols;

  /**
   * Symbols in front of an encoder.
   *
   * @param concepts of which some may have symbols
   */
  SymbolPrompts(PromptEncoder encoder, List<Concept> concepts) {
    this.encoder = encoder;
    for (Concept concept : concepts) {
      if (concept.symbol() != null) {
        names.putIfAbsent(plain(concept.symbol()), concept.name());
      }
    }
    String longestFirst =
        names.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(SymbolPrompts::inAnyLook)
            .collect(Collectors.joining("|"));
    this.symbols = longestFirst.isEmpty() ? null : Pattern.compile(WHOLE.formatted(longestFirst));
  }

  /** A symbol without its look; a skin tone alone is a symbol of its own. */
  private static String plain(String symbol) {
    String plain = symbol.replaceAll(LOOK, "");
    return plain.isEmpty() ? symbol : plain;
  }

  private static String inAnyLook(String symbol) {
    return symbol
        .codePoints()
        .mapToObj(each -> Pattern.quote(Character.toString(each)) + LOOK + "*+")
        .collect(Collectors.joining());
  }

  /** A prompt with names in the place of symbols. */
  String named(String prompt) {
    if (symbols == null || !symbols.matcher(prompt).find()) {
      return prompt;
    }
    return symbols
        .matcher(prompt)
        .replaceAll(
            symbol -> Matcher.quoteReplacement(" " + names.get(plain(symbol.group())) + " "))
        .replaceAll("\\s+", " ")
        .strip();
  }

  @Override
  public List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed) {
    return encoder.encode(prompts.stream().map(this::named).toList(), style, candidates, seed);
  }

  @Override
  public List<String> unknownWords(String prompt) {
    return encoder.unknownWords(named(prompt));
  }

  @Override
  public boolean drawsCandidates() {
    return encoder.drawsCandidates();
  }
}
