package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitNormalTimesTest {
  private static final int COUNT = 20_000;

  /** A true distribution exceeds this distance with probability 2·exp(−2·2²) = 0.0007. */
  private static final double KOLMOGOROV = 2 / Math.sqrt(COUNT);

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  @Test
  void timesHaveTheirDistribution() {
    float[] times = drawn(new LogitNormalTimes(0.5, 1.2));
    assertThat(distance(times, logitNormal(0.5, 1.2))).isLessThan(KOLMOGOROV);
    assertThat(distance(times, logitNormal(0.4, 1.2))).isGreaterThan(KOLMOGOROV);
    assertThat(distance(times, logitNormal(0.5, 1.3))).isGreaterThan(KOLMOGOROV);
  }

  @Test
  void standardTimesHaveMeanZeroAndDeviationOne() {
    assertThat(distance(drawn(LogitNormalTimes.STANDARD), logitNormal(0, 1)))
        .isLessThan(KOLMOGOROV);
  }

  @Test
  void quantilesStayInsideTheRange() {
    assertThat(LogitNormalTimes.STANDARD.quantile(0)).isEqualTo(0);
    assertThat(LogitNormalTimes.STANDARD.quantile(0.5)).isEqualTo(0.5);
    assertThat(LogitNormalTimes.STANDARD.quantile(1)).isEqualTo(1);
  }

  @Test
  void arraysHoldTheQuantilesOfTheStreamInOrder() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LogitNormalTimes times = LogitNormalTimes.STANDARD;
      NDArray drawn = times.draw(new RandomStream(5), manager, new Shape(2, 1, 3));
      RandomStream stream = new RandomStream(5);
      float[] single = new float[6];
      for (int i = 0; i < single.length; i++) {
        single[i] = (float) times.quantile(stream.nextDouble());
      }
      assertThat(drawn.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(drawn.getShape()).isEqualTo(new Shape(2, 1, 3));
      assertThat(drawn.toFloatArray()).containsExactly(single);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void deviationsArePositive(double deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogitNormalTimes(0, deviation))
        .withMessage("mean 0.0 and deviation " + deviation);
  }

  private static float[] drawn(LogitNormalTimes times) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return times.draw(new RandomStream(11), manager, new Shape(COUNT)).toFloatArray();
    }
  }

  private static DoubleUnaryOperator logitNormal(double mean, double deviation) {
    return t -> NORMAL.cumulativeProbability((Math.log(t / (1 - t)) - mean) / deviation);
  }

  /** The Kolmogorov–Smirnov statistic of drawn times against a distribution function. */
  private static double distance(float[] times, DoubleUnaryOperator distribution) {
    float[] sorted = times.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < COUNT; i++) {
      double exact = distribution.applyAsDouble(sorted[i]);
      largest = Math.max(largest, (i + 1.0) / COUNT - exact);
      largest = Math.max(largest, exact - (double) i / COUNT);
    }
    return largest;
  }
}
