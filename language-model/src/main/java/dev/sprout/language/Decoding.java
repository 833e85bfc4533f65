package dev.sprout.language;

import dev.sprout.core.UserError;

/**
 * How a network's probabilities become one continuation.
 *
 * @param temperature 0 takes the likeliest id; below 1 sharpens, above 1 flattens; at most 10
 * @param topP draws from the fewest ids that hold this much probability (Holtzman et al., 2020), in
 *     (0, 1]
 * @param topK draws from so many likeliest ids; 0 from all
 * @param beams continuations kept side by side, 1 to 64; above 1 is beam search, which doesn't draw
 * @param maxNew ids of a continuation at most, end of text not counted, ≥ 1
 * @param seed prompt i draws from the stream of {@code seed + i}
 */
public record Decoding(
    double temperature, double topP, int topK, int beams, int maxNew, long seed) {
  private static final int MOST_BEAMS = 64;

  /** Checks every range. */
  public Decoding {
    require(
        temperature >= 0 && temperature <= 10, "temperature", temperature, "a number from 0 to 10");
    require(topP > 0 && topP <= 1, "top-p", topP, "a number above 0 up to 1");
    require(topK >= 0, "top-k", topK, "a whole number from 0 (all)");
    require(
        beams >= 1 && beams <= MOST_BEAMS,
        "beams",
        beams,
        "a whole number from 1 to " + MOST_BEAMS);
    require(
        beams == 1 || temperature == 0,
        "temperature",
        temperature,
        "0 with " + beams + " beams, as beam search doesn't draw");
    require(maxNew >= 1, "max-new", maxNew, "a whole number from 1");
  }

  /** The likeliest id at every step. */
  public static Decoding greedy(int maxNew) {
    return new Decoding(0, 1, 0, 1, maxNew, 0);
  }

  /** The likeliest continuation that beam search finds. */
  public static Decoding beamSearch(int beams, int maxNew) {
    return new Decoding(0, 1, 0, beams, maxNew, 0);
  }

  private static void require(boolean valid, String name, Number value, String accepted) {
    if (!valid) {
      throw UserError.badRequest("%s is %s; accepted is %s", name, value, accepted);
    }
  }
}
