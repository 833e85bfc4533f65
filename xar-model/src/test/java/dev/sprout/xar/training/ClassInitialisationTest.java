package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Class means on one line, at 0, 1 and 5 along (0.6, 0.8): one principal component, (−2, −1, 3)
 * over its length √14.
 */
class ClassInitialisationTest {
  private static final float[] LINE = {0.6f, 0.8f};
  private static final int CLASSES = 3;
  private static final int WIDTH = 4;

  /** Class 1 has two pictures around its mean, the last picture is not trained. */
  private static final float[] PLACES = {0, 0.5f, 1.5f, 5, 99};

  private static final long[][] LABELS = {{0, 3}, {1, 3}, {1, 4}, {2, 4}, {0, 3}};
  private static final int[] TRAINED = {0, 1, 2, 3};

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void rowsBeginAtThePrincipalComponentsOfTheirMeans() {
    float[][] rows = initialised();
    double rootMeanSquare = 3 / Math.sqrt(14); // of 3 classes × 2 components, the second is zero
    double unit = Math.sqrt(6) / 3;
    double sign = Math.signum(rows[2][0]);
    double[] expected = {-2, -1, 3};
    for (int row = 0; row < CLASSES; row++) {
      double value = expected[row] * rootMeanSquare * unit;
      assertThat(sign * rows[row][0]).isCloseTo(value, within(1e-3));
      assertThat((double) rows[row][1]).isCloseTo(0, within(2e-3));
    }
  }

  @Test
  void everythingElseStays() {
    float[][] rows = initialised();
    for (int row = 0; row < CLASSES; row++) {
      assertThat(rows[row][2]).isEqualTo(7);
      assertThat(rows[row][3]).isEqualTo(7);
    }
    assertThat(rows[3]).containsOnly(7); // a style
    assertThat(rows[5]).containsOnly(7); // no class
  }

  private float[][] initialised() {
    NDArray table = manager.full(new Shape(6, WIDTH), 7f);
    Weights weights = Weights.of(manager, Map.of("class_emb.weight", table));
    float[][] moments = new float[PLACES.length][4];
    for (int i = 0; i < PLACES.length; i++) {
      moments[i][0] = PLACES[i] * LINE[0];
      moments[i][1] = PLACES[i] * LINE[1];
    }
    ClassInitialisation.apply(weights, new LatentSet(2, 1, moments), LABELS, TRAINED);
    float[][] rows = new float[6][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = table.get(row).toFloatArray();
    }
    return rows;
  }
}
