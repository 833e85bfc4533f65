package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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

class TimeSamplerTest {
  private static final int COUNT = 20_000;

  /** A true distribution exceeds this distance with probability 2·exp(−2·2²) = 0.0007. */
  private static final double KOLMOGOROV = 2 / Math.sqrt(COUNT);

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  @Test
  void uniformTimesAreUniform() {
    assertThat(distance(TimeSampler.uniform(), t -> t)).isLessThan(KOLMOGOROV);
  }

  @Test
  void logitNormalTimesHaveItsDistribution() {
    TimeSampler sampler = TimeSampler.logitNormal(0.5, 1.2);
    assertThat(distance(sampler, logitNormal(0.5, 1.2))).isLessThan(KOLMOGOROV);
    assertThat(distance(sampler, logitNormal(0.4, 1.2))).isGreaterThan(KOLMOGOROV);
    assertThat(distance(sampler, logitNormal(0.5, 1.3))).isGreaterThan(KOLMOGOROV);
  }

  @Test
  void shiftMovesTheDistributionTowardsNoise() {
    double s = 3;
    DoubleUnaryOperator back = t -> t / (s - (s - 1) * t);
    TimeSampler sampler = TimeSampler.logitNormal(0, 1).shifted(s);
    DoubleUnaryOperator exact = t -> logitNormal(0, 1).applyAsDouble(back.applyAsDouble(t));
    assertThat(distance(sampler, exact)).isLessThan(KOLMOGOROV);
    assertThat(distance(TimeSampler.uniform().shifted(s), back)).isLessThan(KOLMOGOROV);
    assertThat(TimeSampler.uniform().shifted(s).quantile(0.5)).isEqualTo(0.75);
  }

  @Test
  void shiftOfALogitNormalIsAnotherMean() {
    TimeSampler shifted = TimeSampler.logitNormal(-0.3, 0.8).shifted(2.5);
    TimeSampler moved = TimeSampler.logitNormal(-0.3 + Math.log(2.5), 0.8);
    for (double u = 0.01; u < 1; u += 0.07) {
      assertThat(shifted.quantile(u)).isCloseTo(moved.quantile(u), within(1e-12));
    }
  }

  @Test
  void quantilesStayInsideTheRange() {
    TimeSampler sampler = TimeSampler.logitNormal(0, 1).shifted(4);
    assertThat(sampler.quantile(0)).isEqualTo(0);
    assertThat(sampler.quantile(1)).isEqualTo(1);
  }

  @Test
  void gridRunsFromNoiseToData() {
    assertThat(TimeSampler.uniform().grid(4)).containsExactly(1, 0.75, 0.5, 0.25, 0);
    assertThat(TimeSampler.uniform().grid(1)).containsExactly(1, 0);
    assertThat(TimeSampler.uniform().shifted(3).grid(2)).containsExactly(1, 0.75, 0);
  }

  @Test
  void arraysHoldTheTimesOfTheStreamInOrder() {
    try (NDManager manager = NDManager.newBaseManager()) {
      TimeSampler sampler = TimeSampler.logitNormal(0, 1);
      NDArray times = sampler.draw(new RandomStream(5), manager, new Shape(2, 1, 3));
      RandomStream stream = new RandomStream(5);
      float[] single = new float[6];
      for (int i = 0; i < single.length; i++) {
        single[i] = (float) sampler.draw(stream);
      }
      assertThat(times.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(times.getShape()).isEqualTo(new Shape(2, 1, 3));
      assertThat(times.toFloatArray()).containsExactly(single);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNotPositive(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSampler.uniform().shifted(value))
        .withMessage("shift = " + value + " is out of range");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSampler.logitNormal(0, value))
        .withMessage("std = " + value + " is out of range");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeSampler.uniform().grid(0));
  }

  private static DoubleUnaryOperator logitNormal(double mean, double std) {
    return t -> NORMAL.cumulativeProbability((Math.log(t / (1 - t)) - mean) / std);
  }

  /** The Kolmogorov–Smirnov statistic of drawn times against a distribution function. */
  private static double distance(TimeSampler sampler, DoubleUnaryOperator distribution) {
    RandomStream stream = new RandomStream(11);
    double[] times = new double[COUNT];
    Arrays.setAll(times, i -> sampler.draw(stream));
    Arrays.sort(times);
    double largest = 0;
    for (int i = 0; i < COUNT; i++) {
      double exact = distribution.applyAsDouble(times[i]);
      largest = Math.max(largest, (i + 1.0) / COUNT - exact);
      largest = Math.max(largest, exact - (double) i / COUNT);
    }
    return largest;
  }
}
