package dev.sprout.scenes;

import dev.sprout.core.StableHash;
import java.util.List;

/**
 * Split of scenes by the names of what they combine, so that the names alone decide:
 *
 * <ul>
 *   <li>a tenth of the pairs of concepts never occur together in training,
 *   <li>a tenth of the pairs of concept and ground never occur in training,
 *   <li>drawings that the emoji pictures hold out, one in twenty, never occur in training.
 * </ul>
 */
public enum SceneSplit {
  /** Scenes without anything held out. */
  TRAIN(0),
  /**
   * Scenes to test with: of several concepts, with a held-out pair of concepts; of one concept, on
   * a held-out ground. All else is as in training, so that a test has one cause.
   */
  HELD_OUT(1);

  private static final int PERCENT = 10;

  private final int stream;

  SceneSplit(int stream) {
    this.stream = stream;
  }

  /** Number of the split's random streams; part of what defines its scenes. */
  int stream() {
    return stream;
  }

  /** Whether this split may have a scene of these different concepts on a ground. */
  boolean admits(List<String> concepts, Ground ground) {
    boolean hasGround = concepts.stream().anyMatch(concept -> isHeldOutGround(concept, ground));
    boolean hasPair =
        concepts.stream().anyMatch(a -> concepts.stream().anyMatch(b -> isHeldOutPair(a, b)));
    boolean isTested = this == HELD_OUT;
    return concepts.size() == 1 ? hasGround == isTested : !hasGround && hasPair == isTested;
  }

  /**
   * Whether two concepts never occur together in training; in either order; one concept alone is no
   * pair.
   */
  public static boolean isHeldOutPair(String a, String b) {
    if (a.equals(b)) {
      return false;
    }
    String pair = a.compareTo(b) < 0 ? a + " + " + b : b + " + " + a;
    return StableHash.chooses(pair, PERCENT);
  }

  /** Whether a concept never occurs on a ground in training. */
  public static boolean isHeldOutGround(String concept, Ground ground) {
    return StableHash.chooses(concept + " on " + ground, PERCENT);
  }
}
