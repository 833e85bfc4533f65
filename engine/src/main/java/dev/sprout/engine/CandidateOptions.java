package dev.sprout.engine;

import dev.sprout.core.Require;

/**
 * How the language model writes image ids for a prompt: some candidates are drawn, and the one
 * whose image embedding is nearest to the text embedding stays.
 *
 * @param candidates drawn for each picture, 1..64
 * @param temperature of sampling ids, 0..100; 0 takes the likeliest ids, of which there is one
 *     candidate
 * @param topP only the likeliest ids that together reach this probability, above 0, up to 1
 */
public record CandidateOptions(int candidates, double temperature, double topP) {
  private static final int MOST = 64;
  private static final double HIGHEST_TEMPERATURE = 100;

  /** What suits the shipped model. */
  public static final CandidateOptions DEFAULT = new CandidateOptions(4, 0.7, 0.9);

  /** Checks the ranges. */
  public CandidateOptions {
    Require.between("candidates", candidates, 1, MOST);
    Require.between("temperature", temperature, 0, HIGHEST_TEMPERATURE);
    Require.positiveUpTo("topP", topP, 1);
  }

  /** The same with another number of candidates. */
  public CandidateOptions withCandidates(int number) {
    return new CandidateOptions(number, temperature, topP);
  }
}
