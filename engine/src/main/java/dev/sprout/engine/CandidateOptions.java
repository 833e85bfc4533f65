package dev.sprout.engine;

import dev.sprout.core.Require;

/**
 * Sampling options of image ids for a prompt: of several candidates, the one whose image embedding
 * is nearest to the text embedding is drawn. Immutable.
 *
 * @param candidates id sequences sampled per picture, 1..64
 * @param temperature softmax temperature, 0..100; 0 is greedy, with a single candidate
 * @param topP nucleus: probability mass of the likeliest ids sampled from, above 0, up to 1
 */
public record CandidateOptions(int candidates, double temperature, double topP) {
  /** Most candidates of a picture. */
  public static final int MOST = 64;

  private static final double HIGHEST_TEMPERATURE = 100;

  /** Defaults, tuned on the shipped model. */
  public static final CandidateOptions DEFAULT = new CandidateOptions(4, 0.7, 0.9);

  /** Checks the ranges. */
  public CandidateOptions {
    Require.between("candidates", candidates, 1, MOST);
    Require.between("temperature", temperature, 0, HIGHEST_TEMPERATURE);
    Require.positiveUpTo("topP", topP, 1);
  }

  /** A copy with another number of candidates. */
  public CandidateOptions withCandidates(int number) {
    return new CandidateOptions(number, temperature, topP);
  }
}
