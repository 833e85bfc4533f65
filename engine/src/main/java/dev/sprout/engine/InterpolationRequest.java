package dev.sprout.engine;

import dev.sprout.core.Require;

/**
 * A strip of pictures from one prompt to another, or from one seed to another. Immutable.
 *
 * @param from what the first picture shows
 * @param to what the last picture shows
 * @param frames pictures, 2..64
 * @param seed of the first picture
 * @param toSeed of the last picture; equal to {@code seed} for the same noise in all
 * @param style name of a style, or null for the model's first one
 * @param sampling options of the sampler
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

  /** Checks what doesn't depend on a model. */
  public InterpolationRequest {
    Require.present("from", from);
    Require.present("to", to);
    Require.between("frames", frames, 2, MOST_FRAMES);
    Require.present("sampling", sampling);
  }
}
