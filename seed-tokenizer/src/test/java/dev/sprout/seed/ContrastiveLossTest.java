package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures without a concept are compared to texts, and to no concept's name. */
class ContrastiveLossTest {
  private static final int NONE = SeedLoss.NO_CONCEPT;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void picturesOfAConceptShareTheirTextsAndOthersHaveTheirOwn() {
    NDArray matches = ContrastiveLoss.matches(new int[] {4, NONE, 4, NONE}, manager);
    assertThat(matches.toFloatArray())
        .containsExactly(0.5f, 0, 0.5f, 0, 0, 1, 0, 0, 0.5f, 0, 0.5f, 0, 0, 0, 0, 1);
  }

  @Test
  void namesCountForPicturesOfAConceptOnly() {
    NDArray images = unit(3, 1);
    NDArray names = unit(5, 2);
    double[] alone = {name(images, names, 3, NONE, NONE), name(images, names, NONE, NONE, 0)};
    double both = name(images, names, 3, NONE, 0);
    assertThat(both).isCloseTo((alone[0] + alone[1]) / 2, within(1e-5));
    assertThat(alone[0]).isCloseTo(crossEntropy(images, names, 0, 3), within(1e-4));
    assertThat(name(images, names, NONE, NONE, NONE)).isZero();
  }

  private double name(NDArray images, NDArray names, long... own) {
    return Preprocessing.LOSSES.call("own_name", images, names, manager.create(own)).getFloat();
  }

  /** −log softmax(images · names / 0.07) at one name, in double precision. */
  private static double crossEntropy(NDArray images, NDArray names, int picture, int own) {
    float[] x = images.toFloatArray();
    float[] y = names.toFloatArray();
    int count = (int) names.getShape().get(0);
    double[] scores = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < 4; k++) {
        scores[i] += (double) x[4 * picture + k] * y[4 * i + k] / TEMPERATURE;
      }
      sum += Math.exp(scores[i]);
    }
    return Math.log(sum) - scores[own];
  }

  private static final double TEMPERATURE = 0.07;

  private NDArray unit(int rows, int seed) {
    float[] values = new float[4 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(3.7 * i + seed);
    }
    NDArray array = manager.create(values, new Shape(rows, 4));
    return array.div(array.norm(new int[] {1}, true));
  }
}
