package dev.sprout.gallery.page;

/** How much a page shows. */
public enum GallerySize {
  /** A minute and a half on one core: for the tests. */
  SMALL(6, 140, 4),
  /** Some minutes. */
  FULL(24, 1200, 8);

  private final int seeds;
  private final int trainingSteps;
  private final int pairs;

  GallerySize(int seeds, int trainingSteps, int pairs) {
    this.seeds = seeds;
    this.trainingSteps = trainingSteps;
    this.pairs = pairs;
  }

  /** Pictures that differ in their seed alone. */
  int seeds() {
    return seeds;
  }

  /** Steps of the trainings that show kinds of entities. */
  int trainingSteps() {
    return trainingSteps;
  }

  /** Pictures that are encoded as ids and decoded. */
  int pairs() {
    return pairs;
  }
}
