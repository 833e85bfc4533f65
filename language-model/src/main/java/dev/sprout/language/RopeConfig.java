package dev.sprout.language;

import dev.sprout.core.Require;
import java.util.Arrays;

/**
 * Rotary position embedding (Su et al., 2021): the angle of pair j at position p is p ·
 * base^(−2j/H) for heads of width H, scaled for contexts longer than the network was trained on.
 *
 * @param base above 1, at most 10^12
 * @param scaling how frequencies are scaled
 * @param factor that frequencies are divided by, 1 to 10^6; 1 for {@link Scaling#NONE}
 * @param lowFrequencyFactor of {@link Scaling#LLAMA3}: waves longer than {@code originalPositions /
 *     lowFrequencyFactor} are scaled
 * @param highFrequencyFactor of {@link Scaling#LLAMA3}: waves shorter than {@code originalPositions
 *     / highFrequencyFactor} are not; larger than the other
 * @param originalPositions of {@link Scaling#LLAMA3}: length of the training's sequences
 */
public record RopeConfig(
    double base,
    Scaling scaling,
    double factor,
    double lowFrequencyFactor,
    double highFrequencyFactor,
    int originalPositions) {
  private static final double LARGEST_BASE = 1e12;
  private static final double LARGEST_FACTOR = 1e6;

  /** Kinds of scaling. */
  public enum Scaling {
    /** Frequencies as they are. */
    NONE,
    /** All frequencies are divided by the factor (Chen et al., 2023). */
    LINEAR,
    /** Low frequencies are divided, high ones kept, those between interpolated (Llama 3.1). */
    LLAMA3
  }

  /** Checks every range. */
  public RopeConfig {
    Require.between("ropeBase", base, Math.nextUp(1.0), LARGEST_BASE);
    Require.present("ropeScaling", scaling);
    Require.between("ropeFactor", factor, 1, LARGEST_FACTOR);
    if (scaling == Scaling.LLAMA3) {
      Require.positive("ropeOriginalPositions", originalPositions);
      Require.positiveUpTo("ropeLowFrequencyFactor", lowFrequencyFactor, LARGEST_FACTOR);
      Require.between(
          "ropeHighFrequencyFactor",
          highFrequencyFactor,
          Math.nextUp(lowFrequencyFactor),
          LARGEST_FACTOR);
    }
  }

  /** Frequencies as they are. */
  public static RopeConfig unscaled(double base) {
    return new RopeConfig(base, Scaling.NONE, 1, 0, 0, 0);
  }

  /** All frequencies divided by the factor. */
  public static RopeConfig linear(double base, double factor) {
    return new RopeConfig(base, Scaling.LINEAR, factor, 0, 0, 0);
  }

  /** Radians a position of each pair, from the fastest on: [H/2]. */
  double[] frequencies(int headWidth) {
    double[] frequencies = new double[headWidth / 2];
    Arrays.setAll(frequencies, j -> scaled(StrictMath.pow(base, -2.0 * j / headWidth)));
    return frequencies;
  }

  private double scaled(double frequency) {
    return switch (scaling) {
      case NONE -> frequency;
      case LINEAR -> frequency / factor;
      case LLAMA3 -> {
        double waves = originalPositions * frequency / (2 * Math.PI); // in the training's length
        double kept = (waves - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
        double share = Math.max(0, Math.min(1, kept));
        yield share * frequency + (1 - share) * frequency / factor;
      }
    };
  }
}
