package dev.sprout.tools.emoji;

import dev.sprout.core.StableHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * Held-out split by name alone, so that it is reproducible everywhere.
 *
 * <p>A picture is held out if the 64-bit FNV-1a hash of {@code <concept name>/<style>} in UTF-8,
 * passed through the finaliser of SplitMix64 and taken as unsigned, leaves less than 5 modulo 100.
 * If all styles of a concept are held out, the one with the greatest unsigned hash is trained on.
 */
final class HeldOut {
  private static final int PERCENT = 5;

  private HeldOut() {}

  /** Held-out styles of a concept, never all. */
  static Set<Style> of(String concept, Collection<Style> styles) {
    Set<Style> held = EnumSet.noneOf(Style.class);
    styles.stream().filter(style -> isChosen(concept, style)).forEach(held::add);
    if (held.size() == styles.size()) {
      held.stream().max(byHash(concept)).ifPresent(held::remove);
    }
    return held;
  }

  private static boolean isChosen(String concept, Style style) {
    return StableHash.chooses(pair(concept, style), PERCENT);
  }

  private static Comparator<Style> byHash(String concept) {
    return (a, b) ->
        Long.compareUnsigned(StableHash.of(pair(concept, a)), StableHash.of(pair(concept, b)));
  }

  private static String pair(String concept, Style style) {
    return concept + "/" + style;
  }
}
