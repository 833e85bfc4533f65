package dev.sprout.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sprout.core.UserError;
import java.util.List;
import java.util.Locale;

/**
 * Modules that a setting of an adapter chooses: by a list of names, or the ends of names, or by one
 * expression over full names. Matching takes linear time, whatever the expression.
 *
 * @param names of the list; empty where an expression chooses
 * @param expression null where a list chooses
 */
record ModuleChoice(List<String> names, Pattern expression) {
  private static final int LONGEST = 1000;
  private static final String ALL_LINEAR = "all-linear";

  /**
   * What Python and RE2 read alike. Counts of groups are left out: nested ones would multiply the
   * memory that an expression takes.
   */
  private static final java.util.regex.Pattern COMMON =
      java.util.regex.Pattern.compile(
          "(?:[^\\\\({\\[]|\\\\(?:[dDwWsSbBA]|[^\\p{Alnum}])|\\((?:(?!\\?)|\\?:|\\?P<)"
              + "|(?<![)}])\\{\\d{1,2}(?:,\\d{0,2})?\\}|\\[(?!:))*+");

  /**
   * Reads a setting; an absent one chooses nothing.
   *
   * @throws UserError when it is no list of texts, or an expression that isn't valid or supported
   */
  static ModuleChoice read(JsonFields json, String setting) {
    List<String> texts = json.texts(setting);
    boolean isList = !json.has(setting) || json.object().get(setting).isJsonArray();
    if (isList) {
      return new ModuleChoice(texts, null);
    }
    String text = texts.get(0);
    return text.toLowerCase(Locale.ROOT).equals(ALL_LINEAR)
        ? new ModuleChoice(List.of(), Pattern.compile(".*_proj"))
        : new ModuleChoice(List.of(), compile(json, setting, text));
  }

  private static Pattern compile(JsonFields json, String setting, String text) {
    if (text.length() > LONGEST || !COMMON.matcher(text).matches()) {
      throw unsupported(json, setting);
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw UserError.failure(e, "%s", unsupported(json, setting).getMessage());
    }
  }

  private static UserError unsupported(JsonFields json, String setting) {
    return json.invalid(
        setting,
        "a list of module names such as q_proj, or a valid regular expression of up to "
            + LONGEST
            + " characters without look-around, back-references, flags and counts of groups");
  }

  boolean byExpression() {
    return expression != null;
  }

  /** Whether a module of this full name is chosen. */
  boolean contains(String module) {
    return byExpression()
        ? expression.matches(module)
        : names.stream().anyMatch(name -> isEnd(name, module));
  }

  /** Whether a name is a module's, or the last parts of it. */
  static boolean isEnd(String name, String module) {
    return module.equals(name) || module.endsWith("." + name);
  }
}
