package dev.sprout.seed;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Kind of a tokenizer's quantiser.
 *
 * @param kind codebook or finite scalars
 * @param levels values of each channel of a code, 2 to 256 each, such as 8, 8, 8, 5, 5; null for a
 *     codebook
 */
public record QuantiserConfig(Kind kind, @Default("null") List<Integer> levels) {
  private static final int MOST_LEVELS = 256;

  /** Kind of quantiser. */
  public enum Kind {
    /** Vector quantisation by a learned codebook, as released. */
    VQ,
    /** Finite scalar quantisation (arXiv 2309.15505). */
    FSQ
  }

  /** Checks that levels are given where they count, and only there. */
  public QuantiserConfig {
    Require.present("kind", kind);
    if (kind == Kind.VQ && levels != null) {
      throw UserError.unusable("levels", "has no effect for kind vq; leave it out");
    } else if (kind == Kind.FSQ && (levels == null || levels.isEmpty())) {
      throw UserError.unusable(
          "levels", "is missing; accepted is a list of whole numbers such as 8, 8, 8, 5, 5");
    } else if (levels != null) {
      levels = List.copyOf(levels);
      levels.forEach(each -> Require.between("levels", each, 2, MOST_LEVELS));
    }
  }

  /** Finite scalars of given levels. */
  public static QuantiserConfig finite(List<Integer> levels) {
    return new QuantiserConfig(Kind.FSQ, levels);
  }

  /** Checks that finite scalars make so many codes of such a width. */
  void check(int codes, int codeWidth) {
    if (kind == Kind.VQ) {
      return;
    }
    Require.between("codeWidth", codeWidth, levels.size(), levels.size());
    double product = 1; // as a double, which long lists of levels don't overflow
    for (int each : levels) {
      product *= each;
    }
    if (codes != product) {
      throw UserError.invalid(
          "codes", codes, "the product of the levels " + levels + ", " + Math.round(product));
    }
  }
}
