package dev.sprout.gallery.scenes;

import dev.sprout.scenes.SceneVerdict;
import java.util.List;
import java.util.function.Predicate;

/**
 * Verdicts on pictures, and how many came out right in each respect.
 *
 * @param all one verdict a picture
 */
record Verdicts(List<SceneVerdict> all) {
  /** Copies the list. */
  Verdicts {
    all = List.copyOf(all);
  }

  /** Pictures whose things are all right. */
  Rate things() {
    return rate(SceneVerdict::allConceptsRight);
  }

  /** Pictures whose things stand where they were wanted, of those whose things are all right. */
  Rate placesOfThose() {
    List<SceneVerdict> those = all.stream().filter(SceneVerdict::allConceptsRight).toList();
    return new Verdicts(those).places();
  }

  /** Pictures whose things stand where they were wanted; a missing thing stands nowhere. */
  Rate places() {
    return rate(SceneVerdict::placesRight);
  }

  /** Pictures on the ground wanted. */
  Rate ground() {
    return rate(SceneVerdict::groundRight);
  }

  /** Pictures of as many things as wanted. */
  Rate number() {
    return rate(SceneVerdict::numberRight);
  }

  /** Pictures of as many things as wanted, and of none but these. */
  Rate numberOfThings() {
    return rate(verdict -> verdict.numberRight() && verdict.allConceptsRight());
  }

  /** Pictures right in all of these. */
  Rate everything() {
    return rate(SceneVerdict::isRight);
  }

  private Rate rate(Predicate<SceneVerdict> isRight) {
    return Rate.of(all.stream().map(isRight::test).toList());
  }
}
