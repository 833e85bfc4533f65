package dev.sprout.scenes;

import java.util.List;

/**
 * What a judge saw in a picture, against the description wanted.
 *
 * @param ground colour of the ground seen
 * @param groundRight whether it is the one wanted, or none was
 * @param conceptsRight of each concept wanted: whether it was found, nearer to its drawings than to
 *     those of all other things, at each of its places
 * @param number things seen, other ones included
 * @param numberRight whether they are as many as wanted
 * @param placesRight whether the things are where they were wanted: side, above or below, corners;
 *     false if one of them wasn't found; true for kinds without places
 * @param styleRight whether all things found are nearest to drawings of the style wanted, or none
 *     was
 */
public record SceneVerdict(
    Ground ground,
    boolean groundRight,
    List<Boolean> conceptsRight,
    int number,
    boolean numberRight,
    boolean placesRight,
    boolean styleRight) {
  /** Copies the list. */
  public SceneVerdict {
    conceptsRight = List.copyOf(conceptsRight);
  }

  /** Whether all concepts are right. */
  public boolean allConceptsRight() {
    return !conceptsRight.contains(false);
  }

  /** Whether everything but the style is right. */
  public boolean isRight() {
    return groundRight && allConceptsRight() && numberRight && placesRight;
  }
}
