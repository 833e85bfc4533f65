package dev.sprout.language;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;

/**
 * Options of decoding: greedy, sampling or beam search.
 *
 * @param temperature 0 takes the likeliest id; below 1 sharpens, above 1 flattens; at most 10
 * @param topP samples from the fewest ids with this much probability (Holtzman et al., 2020), above
 *     0, up to 1
 * @param topK samples from so many likeliest ids; 0 from all
 * @param beams hypotheses kept a prompt, 1 to 64; above 1 is beam search, which doesn't sample
 * @param maxNew most ids of a continuation, end of text not counted, ≥ 1
 * @param seed prompt i samples from the stream of {@code seed + i}
 */
public record Decoding(
    double temperature, double topP, int topK, int beams, int maxNew, long seed) {
  private static final int MOST_BEAMS = 64;

  /** Checks every range. */
  public Decoding {
    Require.between("temperature", temperature, 0, 10);
    Require.positiveUpTo("topP", topP, 1);
    Require.atLeast("topK", topK, 0);
    Require.between("beams", beams, 1, MOST_BEAMS);
    if (beams > 1 && temperature > 0) {
      throw UserError.invalid(
          "temperature", temperature, "0 with " + beams + " beams, as beam search doesn't sample");
    }
    Require.positive("maxNew", maxNew);
  }

  /** The likeliest id at every step. */
  public static Decoding greedy(int maxNew) {
    return new Decoding(0, 1, 0, 1, maxNew, 0);
  }

  /** The likeliest continuation that beam search finds. */
  public static Decoding beamSearch(int beams, int maxNew) {
    return new Decoding(0, 1, 0, beams, maxNew, 0);
  }
}
