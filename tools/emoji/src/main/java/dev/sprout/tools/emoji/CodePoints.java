package dev.sprout.tools.emoji;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Emoji code-point sequences in file names: hexadecimal numbers joined by hyphens.
 *
 * <p>The sets differ in leading zeros, variation selectors U+FE0F, closing tags U+E007F and joining
 * characters; {@link #key} removes these differences.
 */
final class CodePoints {
  private static final Pattern SEPARATOR = Pattern.compile("[-_]");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");

  private static final Pattern FLAG =
      Pattern.compile("1f1(e[6-9a-f]|f[0-9a-f])-1f1(e[6-9a-f]|f[0-9a-f])|1f3f4(-e00[0-9a-f]{2})+");

  private CodePoints() {}

  /** Whether this is the flag of a country (regional indicators) or of a region (tags). */
  static boolean isPlaceFlag(String code) {
    return FLAG.matcher(key(code)).matches();
  }

  /** The characters themselves: {@code 1f34e} is 🍎. */
  static String text(String code) {
    return SEPARATOR
        .splitAsStream(code)
        .map(part -> Character.toString(Integer.parseInt(part, 16)))
        .collect(Collectors.joining());
  }

  /** Common spelling of an emoji in all sets: {@code 0023-FE0F-20E3} is 23-20e3. */
  static String key(String code) {
    return SEPARATOR
        .splitAsStream(code.toLowerCase(Locale.ROOT))
        .map(part -> LEADING_ZEROS.matcher(part).replaceFirst(""))
        .filter(part -> !part.equals("fe0f") && !part.equals("e007f"))
        .collect(Collectors.joining("-"));
  }
}
