package dev.sprout.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shared attention against sums written out in double precision. */
class AttentionTest {
  private static final TorchScript SCRIPT =
      TorchScript.load(TorchScript.class, "Attention.torchscript");

  private static final int BATCH = 2;
  private static final int HEADS = 4;
  private static final int QUERIES = 3;
  private static final int KEYS = 5;
  private static final int WIDTH = 6;

  private final NDManager manager = NDManager.newBaseManager();
  private final RandomStream random = new RandomStream(1);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"4, true", "4, false", "2, true", "2, false", "1, true", "1, false"})
  void attendsAsWrittenOut(int groups, boolean fused) {
    NDArray q = drawn(BATCH, HEADS, QUERIES, WIDTH);
    NDArray k = drawn(BATCH, groups, KEYS, WIDTH);
    NDArray v = drawn(BATCH, groups, KEYS, WIDTH);
    NDArray bias = drawn(QUERIES, KEYS);
    NDArray attended = SCRIPT.call("attend", q, k, v, bias, Precision.FP32, fused);
    assertThat(attended.getShape()).isEqualTo(new Shape(BATCH, QUERIES, HEADS * WIDTH));
    float[] values = attended.toFloatArray();
    double[] expected = attended(q, k, v, bias, groups);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void bothWaysHaveTheSameGradients() {
    float[] fused = gradientOfQueries(true);
    float[] plain = gradientOfQueries(false);
    assertThat(plain).hasSameSizeAs(fused);
    for (int i = 0; i < plain.length; i++) {
      assertThat(plain[i]).isCloseTo(fused[i], within(1e-5f));
    }
  }

  @Test
  void whatTheBiasForbidsIsNotSeen() {
    NDArray q = drawn(1, 1, 1, WIDTH);
    NDArray k = drawn(1, 1, 2, WIDTH);
    NDArray v = drawn(1, 1, 2, WIDTH);
    float[] bias = {0, Float.NEGATIVE_INFINITY};
    NDArray mask = manager.create(bias, new Shape(1, 2));
    float[] first = v.get("0, 0, 0").toFloatArray();
    for (boolean fused : new boolean[] {true, false}) {
      NDArray seen = SCRIPT.call("attend", q, k, v, mask, Precision.FP32, fused);
      assertThat(seen.toFloatArray()).containsExactly(first);
    }
  }

  @Test
  void headsComeApartAndTogether() {
    NDArray x = drawn(BATCH, KEYS, HEADS * WIDTH);
    NDArray heads = SCRIPT.call("split_heads", x, WIDTH); // [B, T, N, H]
    assertThat(heads.getShape()).isEqualTo(new Shape(BATCH, KEYS, HEADS, WIDTH));
    NDArray merged = SCRIPT.call("merge_heads", heads.transpose(0, 2, 1, 3));
    assertThat(merged).isEqualTo(x);
  }

  private float[] gradientOfQueries(boolean fused) {
    RandomStream same = new RandomStream(7);
    NDArray q = drawn(same, BATCH, HEADS, QUERIES, WIDTH);
    NDArray k = drawn(same, BATCH, 2, KEYS, WIDTH);
    NDArray v = drawn(same, BATCH, 2, KEYS, WIDTH);
    NDArray bias = drawn(same, QUERIES, KEYS);
    q.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray attended = SCRIPT.call("attend", q, k, v, bias, Precision.FP32, fused);
      collector.backward(attended.square().sum());
    }
    return q.getGradient().toFloatArray();
  }

  /** softmax(q·kᵀ/√H + bias)·v, heads beside each other. */
  private static double[] attended(NDArray q, NDArray k, NDArray v, NDArray bias, int groups) {
    double[] result = new double[BATCH * QUERIES * HEADS * WIDTH];
    for (int b = 0; b < BATCH; b++) {
      for (int n = 0; n < HEADS; n++) {
        int group = n * groups / HEADS;
        for (int t = 0; t < QUERIES; t++) {
          double[] weights = weights(q, k, bias, new int[] {b, n, group, t});
          for (int h = 0; h < WIDTH; h++) {
            double sum = 0;
            for (int s = 0; s < KEYS; s++) {
              sum += weights[s] * v.getFloat(b, group, s, h);
            }
            result[((b * QUERIES + t) * HEADS + n) * WIDTH + h] = sum;
          }
        }
      }
    }
    return result;
  }

  private static double[] weights(NDArray q, NDArray k, NDArray bias, int[] at) {
    double[] weights = new double[KEYS];
    double total = 0;
    for (int s = 0; s < KEYS; s++) {
      double product = 0;
      for (int h = 0; h < WIDTH; h++) {
        product += (double) q.getFloat(at[0], at[1], at[3], h) * k.getFloat(at[0], at[2], s, h);
      }
      weights[s] = Math.exp(product / Math.sqrt(WIDTH) + bias.getFloat(at[3], s));
      total += weights[s];
    }
    for (int s = 0; s < KEYS; s++) {
      weights[s] /= total;
    }
    return weights;
  }

  private NDArray drawn(long... shape) {
    return drawn(random, shape);
  }

  private NDArray drawn(RandomStream stream, long... shape) {
    return GaussianNoise.draw(stream, manager, new Shape(shape));
  }
}
