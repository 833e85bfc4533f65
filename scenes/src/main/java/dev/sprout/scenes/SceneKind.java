package dev.sprout.scenes;

/**
 * What a scene is about. Half of the scenes have two things in a relation or in named places, since
 * there are more pairs of concepts than anything else to learn; counting takes a quarter, for it
 * needs every concept at every number; single things, drawn large, show how a concept looks.
 */
public enum SceneKind {
  /** One thing, large. */
  SINGLE(15, 1, 1),
  /** Two to four of one thing, equally large, in a row, a grid or scattered. */
  NUMBER(25, 1, 1),
  /** One thing to the left of another. */
  SIDE_BY_SIDE(20, 2, 2),
  /** One thing above another. */
  STACKED(15, 2, 2),
  /** Three or four different things in any places. */
  GROUP(10, 3, 4),
  /** One to three different things in corners or the middle. */
  PLACES(15, 1, 3);

  private final int percent;
  private final int fewest;
  private final int most;

  SceneKind(int percent, int fewest, int most) {
    this.percent = percent;
    this.fewest = fewest;
    this.most = most;
  }

  /** Share of scenes of this kind in training. */
  int percent() {
    return percent;
  }

  /** Fewest different concepts. */
  int fewest() {
    return fewest;
  }

  /** Most different concepts. */
  int most() {
    return most;
  }

  /** Whether scenes of this kind may have several concepts. */
  public boolean hasPairs() {
    return most > 1;
  }
}
