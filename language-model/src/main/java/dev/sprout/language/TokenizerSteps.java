package dev.sprout.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.UserError;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One stage of a {@code tokenizer.json}: the kinds of steps that may be in it, and their settings.
 * The native library ends the process on some broken settings and runs any expression it is given,
 * so that only known ones are handed on, written anew.
 *
 * @param kinds settings by the name of a kind
 */
record TokenizerSteps(Map<String, Map<String, Setting>> kinds) {
  private static final int DEEPEST = 4;
  private static final int LONGEST_TEXT = 256;

  private static final String TYPE = "type";
  private static final String STRING = "String";
  private static final String REGEX = "Regex";

  /** Expressions that run in linear time: blanks, and how GPT-2 and Llama 3 cut words. */
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "\\s+",
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
              + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  private static final Set<String> SCHEMES = Set.of("always", "never", "first");
  private static final Set<String> BEHAVIOURS =
      Set.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");

  private static final Map<String, Setting> BYTES =
      Map.of(
          "add_prefix_space", Setting.FLAG,
          "trim_offsets", Setting.FLAG,
          "use_regex", Setting.FLAG);

  private static final Map<String, Setting> METASPACE =
      Map.of(
          "replacement", Setting.CHARACTER,
          "prepend_scheme", Setting.SCHEME,
          "add_prefix_space", Setting.FLAG,
          "split", Setting.FLAG);

  private static final Map<String, Setting> REPLACE =
      Map.of("pattern", Setting.PATTERN, "content", Setting.TEXT);

  static final TokenizerSteps NORMALIZER =
      new TokenizerSteps(
          Map.ofEntries(
              Map.entry("Sequence", Map.of("normalizers", Setting.STEPS)),
              Map.entry("Prepend", Map.of("prepend", Setting.TEXT)),
              Map.entry("Replace", REPLACE),
              Map.entry("Strip", Map.of("strip_left", Setting.FLAG, "strip_right", Setting.FLAG)),
              Map.entry("StripAccents", Map.of()),
              Map.entry("Lowercase", Map.of()),
              Map.entry("NFC", Map.of()),
              Map.entry("NFD", Map.of()),
              Map.entry("NFKC", Map.of()),
              Map.entry("NFKD", Map.of())));

  static final TokenizerSteps PRE_TOKENIZER =
      new TokenizerSteps(
          Map.of(
              "Sequence",
              Map.of("pretokenizers", Setting.STEPS),
              "ByteLevel",
              BYTES,
              "Metaspace",
              METASPACE,
              "Punctuation",
              Map.of("behavior", Setting.BEHAVIOUR),
              "Digits",
              Map.of("individual_digits", Setting.FLAG),
              "Split",
              Map.of(
                  "pattern", Setting.PATTERN,
                  "behavior", Setting.BEHAVIOUR,
                  "invert", Setting.FLAG)));

  static final TokenizerSteps DECODER =
      new TokenizerSteps(
          Map.of(
              "Sequence",
              Map.of("decoders", Setting.STEPS),
              "ByteLevel",
              BYTES,
              "Metaspace",
              METASPACE,
              "Replace",
              REPLACE,
              "ByteFallback",
              Map.of(),
              "Fuse",
              Map.of(),
              "Strip",
              Map.of(
                  "content", Setting.CHARACTER,
                  "start", Setting.COUNT,
                  "stop", Setting.COUNT)));

  /** Only their kinds are checked: all they do is add ids around texts, or trim offsets. */
  static final TokenizerSteps POST_PROCESSOR =
      new TokenizerSteps(
          Map.of(
              "Sequence",
              Map.of("processors", Setting.STEPS),
              "ByteLevel",
              BYTES,
              "TemplateProcessing",
              Map.of(
                  "single", Setting.UNUSED,
                  "pair", Setting.UNUSED,
                  "special_tokens", Setting.UNUSED)));

  /** What a setting holds. */
  enum Setting {
    FLAG,
    TEXT,
    CHARACTER,
    COUNT,
    PATTERN,
    SCHEME,
    BEHAVIOUR,
    STEPS,
    UNUSED
  }

  /**
   * Writes a stage anew.
   *
   * @throws UserError naming a kind or setting that isn't known, or has a value of another kind
   */
  JsonElement rewritten(JsonFields file, String name) {
    return file.has(name) ? rewritten(file.fields(name), 0) : JsonNull.INSTANCE;
  }

  private JsonObject rewritten(JsonFields step, int depth) {
    String type = step.text(TYPE, "");
    Map<String, Setting> settings = kinds.get(type);
    if (settings == null) {
      throw step.invalid(TYPE, "one of " + String.join(", ", new TreeSet<>(kinds.keySet())));
    }
    Set<String> names = new TreeSet<>(settings.keySet());
    names.add(TYPE);
    step.allowOnly(names);
    JsonObject written = new JsonObject();
    written.addProperty(TYPE, type);
    settings.forEach(
        (name, setting) -> {
          if (step.has(name)) {
            written.add(name, value(step, name, setting, depth));
          }
        });
    return written;
  }

  private JsonElement value(JsonFields step, String name, Setting setting, int depth) {
    return switch (setting) {
      case FLAG -> new JsonPrimitive(step.flag(name, false));
      case TEXT -> new JsonPrimitive(shortText(step, name));
      case CHARACTER -> new JsonPrimitive(character(step, name));
      case COUNT -> new JsonPrimitive(count(step, name));
      case SCHEME -> new JsonPrimitive(oneOf(step, name, SCHEMES));
      case BEHAVIOUR -> new JsonPrimitive(oneOf(step, name, BEHAVIOURS));
      case PATTERN -> pattern(step.fields(name));
      case STEPS -> steps(step, name, depth + 1);
      case UNUSED -> JsonNull.INSTANCE;
    };
  }

  private JsonArray steps(JsonFields step, String name, int depth) {
    JsonArray list = step.array(name);
    if (depth > DEEPEST || list.size() > LONGEST_TEXT) {
      throw step.invalid(name, "at most " + LONGEST_TEXT + " steps, " + DEEPEST + " deep");
    }
    JsonArray written = new JsonArray();
    for (JsonElement each : list) {
      if (!each.isJsonObject()) {
        throw step.invalid(name, "a list of objects");
      }
      String path = step.path() + ": " + name;
      written.add(rewritten(new JsonFields(path, each.getAsJsonObject()), depth));
    }
    return written;
  }

  private static String shortText(JsonFields step, String name) {
    String text = step.text(name, "");
    if (text.length() > LONGEST_TEXT) {
      throw step.invalid(name, "a text of at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static String character(JsonFields step, String name) {
    String text = step.text(name, "");
    if (text.codePointCount(0, text.length()) != 1) {
      throw step.invalid(name, "one character");
    }
    return text;
  }

  private static int count(JsonFields step, String name) {
    int count = step.whole(name, 0);
    if (count < 0 || count > LONGEST_TEXT) {
      throw step.invalid(name, "a whole number from 0 to " + LONGEST_TEXT);
    }
    return count;
  }

  private static String oneOf(JsonFields step, String name, Set<String> values) {
    String text = step.text(name, "");
    if (!values.contains(text)) {
      throw step.invalid(name, "one of " + String.join(", ", new TreeSet<>(values)));
    }
    return text;
  }

  private static JsonObject pattern(JsonFields pattern) {
    pattern.allowOnly(Set.of(STRING, REGEX));
    JsonObject written = new JsonObject();
    if (!pattern.has(REGEX)) {
      written.addProperty(STRING, shortText(pattern, STRING));
      if (shortText(pattern, STRING).isEmpty()) {
        throw pattern.invalid(STRING, "a text of one or more characters");
      }
    } else if (pattern.has(STRING) || !EXPRESSIONS.contains(pattern.text(REGEX, ""))) {
      throw pattern.invalid(REGEX, "the one by which GPT-2 or Llama 3 cut words, or \\s+");
    } else {
      written.addProperty(REGEX, pattern.text(REGEX, ""));
    }
    return written;
  }
}
