package dev.sprout.engine;

import dev.sprout.core.UserError;

/**
 * How a text becomes picture ids: some candidates are drawn and the one nearest to the text stays.
 *
 * @param candidates drawn for each picture, 1..64
 * @param temperature of drawing; 0 takes the likeliest ids, of which there is one candidate
 * @param topP only the likeliest ids that together reach this share, in (0, 1]
 */
public record CandidateOptions(int candidates, double temperature, double topP) {
  private static final int MOST = 64;

  /** What suits the shipped model. */
  public static final CandidateOptions DEFAULT = new CandidateOptions(4, 0.7, 0.9);

  /** Checks the ranges. */
  public CandidateOptions {
    if (candidates < 1 || candidates > MOST) {
      throw UserError.badRequest(
          "--candidates is %d; accepted is a whole number from 1 to %d", candidates, MOST);
    } else if (!(temperature >= 0 && temperature < 100) || !(topP > 0 && topP <= 1)) {
      throw UserError.badRequest(
          "temperature is %s and top-p %s; accepted are numbers from 0, and above 0 up to 1",
          temperature, topP);
    }
  }

  /** The same with another number of candidates. */
  public CandidateOptions choosing(int number) {
    return new CandidateOptions(number, temperature, topP);
  }
}
