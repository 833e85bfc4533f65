package dev.sprout.language;

import dev.sprout.nn.UserError;

/**
 * How ids are chosen from scores.
 *
 * @param temperature scores are divided by it; 0 takes the best one
 * @param topP only the likeliest ids that together reach this share, in (0, 1]
 * @param topK only so many of the likeliest ids; 0 for all
 * @param beams sequences that are followed at once; above 1 the likeliest whole one is taken
 * @param maxNew the most ids to write
 */
public record Decoding(double temperature, double topP, int topK, int beams, int maxNew) {
  private static final int MOST_BEAMS = 64;

  /** Checks every range. */
  public Decoding {
    require(temperature >= 0 && temperature < 100, "temperature", temperature, "0 to below 100");
    require(topP > 0 && topP <= 1, "top-p", topP, "a number above 0, up to 1");
    require(topK >= 0, "top-k", topK, "a whole number from 0");
    require(beams >= 1 && beams <= MOST_BEAMS, "beams", beams, "a whole number from 1 to 64");
    require(maxNew >= 1, "max-new", maxNew, "a whole number from 1");
    require(beams == 1 || temperature == 0, "temperature", temperature, "0 when there are beams");
  }

  /** The likeliest id each time. */
  public static Decoding greedy(int maxNew) {
    return new Decoding(0, 1, 0, 1, maxNew);
  }

  /** The likeliest of so many sequences followed at once. */
  public static Decoding beams(int beams, int maxNew) {
    return new Decoding(0, 1, 0, beams, maxNew);
  }

  /** Ids drawn by their likelihood. */
  public static Decoding sampling(double temperature, double topP, int maxNew) {
    return new Decoding(temperature, topP, 0, 1, maxNew);
  }

  private static void require(boolean valid, String name, Number value, String accepted) {
    if (!valid) {
      throw UserError.usage("%s is %s; accepted is %s", name, value, accepted);
    }
  }
}
