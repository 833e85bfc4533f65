package dev.sprout.engine;

import dev.sprout.core.Require;

/**
 * Request for a strip of pictures between two prompts or two seeds. Immutable.
 *
 * @param from subject of the first picture
 * @param to subject of the last picture
 * @param frames number of pictures, 2..64
 * @param seed seed of the first picture
 * @param toSeed seed of the last picture; equal to {@code seed} for equal noise in all
 * @param style name of a style, or null for the model's first one
 * @param sampling sampling options
 */
public record InterpolationRequest(
    Subject.Prompt from,
    Subject.Prompt to,
    int frames,
    long seed,
    long toSeed,
    String style,
    SamplingChoices sampling) {
  private static final int MOST_FRAMES = 64;

  /** Checks all fields that don't depend on a model. */
  public InterpolationRequest {
    Require.present("from", from);
    Require.present("to", to);
    Require.between("frames", frames, 2, MOST_FRAMES);
    Require.present("sampling", sampling);
  }
}
