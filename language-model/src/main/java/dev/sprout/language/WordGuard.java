package dev.sprout.language;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Guard of decoding: of the pieces that may come next, it leaves those that continue or end a known
 * word, so that no other word is ever written. Probabilities stay what the network gives, and those
 * of the forbidden pieces are lost. Thread-safe.
 */
public final class WordGuard {
  private final KnownWords words;
  private final String[] texts; // of each id, spaces for boundaries; null for what is no text
  private final int end;
  private final Map<String, boolean[]> allowed = new ConcurrentHashMap<>(); // by the word begun

  /**
   * Creates a guard.
   *
   * @param words known words; those with characters that no piece has are never written
   */
  public WordGuard(TextTokenizer tokenizer, KnownWords words) {
    this.texts = tokenizer.pieces();
    this.end = tokenizer.require(PromptFormat.END);
    this.words =
        words.filter(
            word ->
                word.codePoints().allMatch(each -> isPiece(tokenizer, Character.toString(each))));
  }

  private static boolean isPiece(TextTokenizer tokenizer, String character) {
    return tokenizer.id(character).isPresent();
  }

  /** Forbids ids, by −∞, after a text. */
  void mask(float[] logProbabilities, Continuation text) {
    StringBuilder written = new StringBuilder();
    for (long id : text.ids()) {
      written.append(texts[(int) id]);
    }
    boolean[] may = allowed.computeIfAbsent(lastWord(written), this::allowed);
    for (int id = 0; id < may.length; id++) {
      logProbabilities[id] = may[id] ? logProbabilities[id] : Float.NEGATIVE_INFINITY;
    }
  }

  /** A text without the word begun at its end, unless that is known. */
  String whole(String text) {
    String begun = lastWord(KnownWords.plain(text));
    return begun.isEmpty() || words.has(begun)
        ? text
        : text.substring(0, text.length() - begun.length()).strip();
  }

  private boolean[] allowed(String begun) {
    boolean[] may = new boolean[texts.length];
    for (int id = 0; id < texts.length; id++) {
      may[id] = id == end ? isWhole(begun) : texts[id] != null && leads(begun, texts[id]);
    }
    return may;
  }

  /** Whether a piece continues or ends the word begun, and begins words only that are known. */
  private boolean leads(String begun, String piece) {
    String word = begun;
    for (int at = 0; at < piece.length(); ) {
      int character = piece.codePointAt(at);
      at += Character.charCount(character);
      if (Character.isLetterOrDigit(character)) {
        word += Character.toString(character);
      } else if (isWhole(word)) {
        word = "";
      } else {
        return false;
      }
    }
    return word.isEmpty() || words.begins(word);
  }

  private boolean isWhole(String word) {
    return word.isEmpty() || words.has(word);
  }

  private static String lastWord(CharSequence text) {
    int begin = text.length();
    while (begin > 0) {
      int character = Character.codePointBefore(text, begin);
      if (!Character.isLetterOrDigit(character)) {
        break;
      }
      begin -= Character.charCount(character);
    }
    return text.subSequence(begin, text.length()).toString();
  }
}
