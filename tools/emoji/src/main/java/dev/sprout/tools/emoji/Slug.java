package dev.sprout.tools.emoji;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as icon files spell them: lower case, no accents, words joined by hyphens. */
final class Slug {
  private static final Pattern DROPPED = Pattern.compile("[\\p{M}'’“”.!()]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^-|-$");

  private Slug() {}

  /** The slug of a name: {@code piñata} is pinata, {@code man: red hair} is man-red-hair. */
  static String of(String name) {
    String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    String spelled = DROPPED.matcher(plain).replaceAll("").replace("&", "and");
    return EDGES.matcher(BETWEEN_WORDS.matcher(spelled).replaceAll("-")).replaceAll("");
  }
}
