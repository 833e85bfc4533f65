package dev.sprout.tokenunify.mamba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.sprout.core.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over several blocks of steps, groups of channels and a rest of states. */
class SelectiveScanTest {
  private static final ScanShape SHAPE = new ScanShape(2, 11, 6, 2 * ScanBlock.STEPS + 77);

  static {
    Engine.getInstance(); // the scan asks it for its threads
  }

  @Test
  void equalsTheStepwiseScan() {
    ScanArrays arrays = random(SHAPE, 1);
    float[] y = SelectiveScan.run(arrays).y();
    double[] expected = StepwiseScan.run(arrays);
    for (int i = 0; i < y.length; i++) {
      assertThat((double) y[i]).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  void gradientsAreSlopesOfTheStepwiseScan() {
    ScanArrays arrays = random(SHAPE, 2);
    float[] weight = uniform(new RandomStream(3), arrays.u().length, -1, 1);
    ScanGradients gradients = SelectiveScan.gradients(arrays, SelectiveScan.run(arrays), weight);
    List<float[]> inputs = inputs(arrays);
    List<float[]> found =
        List.of(
            gradients.u(),
            gradients.delta(),
            gradients.a(),
            gradients.b(),
            gradients.c(),
            gradients.d());
    for (int i = 0; i < inputs.size(); i++) {
      float[] direction = uniform(new RandomStream(4, i), inputs.get(i).length, -1, 1);
      double slope = 0;
      for (int k = 0; k < direction.length; k++) {
        slope += (double) found.get(i)[k] * direction[k];
      }
      double step = 1e-3; // of values that are exact in float to 1e-7 of it
      double up = loss(moved(arrays, i, direction, step), weight);
      double down = loss(moved(arrays, i, direction, -step), weight);
      double expected = (up - down) / (2 * step);
      assertThat(slope).as("input %d", i).isCloseTo(expected, within(1e-3 * scale(expected)));
    }
  }

  private static double scale(double expected) {
    return Math.max(1, Math.abs(expected));
  }

  @Test
  void goesOnFromItsStates() {
    ScanShape whole = new ScanShape(1, 3, 5, 40);
    ScanArrays arrays = random(whole, 5);
    ScanResult all = SelectiveScan.run(arrays);
    ScanResult first = SelectiveScan.run(cut(arrays, 0, 23));
    ScanResult second = SelectiveScan.run(cut(arrays, 23, 40), first.lastStates());
    assertThat(second.lastStates()).isEqualTo(all.lastStates());
    for (int channel = 0; channel < 3; channel++) {
      for (int t = 23; t < 40; t++) {
        assertThat(second.y()[channel * 17 + t - 23]).isEqualTo(all.y()[channel * 40 + t]);
      }
    }
  }

  @Test
  void isEqualToTheBitWithSeveralThreads() {
    ScanArrays arrays = random(SHAPE, 6);
    int before = JniUtils.getNumThreads();
    try {
      JniUtils.setNumThreads(1);
      ScanResult one = SelectiveScan.run(arrays);
      ScanGradients ones = SelectiveScan.gradients(arrays, one, arrays.u());
      JniUtils.setNumThreads(2);
      ScanResult two = SelectiveScan.run(arrays);
      ScanGradients twos = SelectiveScan.gradients(arrays, two, arrays.u());
      assertThat(two.y()).isEqualTo(one.y());
      assertThat(twos.b()).isEqualTo(ones.b());
      assertThat(twos.a()).isEqualTo(ones.a());
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  @Test
  void statesThatGrowAreRefused() {
    ScanShape shape = new ScanShape(1, 1, 1, 1);
    float[] one = {1};
    assertThatThrownBy(() -> new ScanArrays(shape, one, one, one, one, one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
  }

  private static List<float[]> inputs(ScanArrays in) {
    return List.of(in.u(), in.delta(), in.a(), in.b(), in.c(), in.d());
  }

  private static ScanArrays moved(ScanArrays in, int which, float[] direction, double step) {
    float[][] all = inputs(in).stream().map(float[]::clone).toArray(float[][]::new);
    for (int k = 0; k < direction.length; k++) {
      all[which][k] += (float) (step * direction[k]);
    }
    return new ScanArrays(in.shape(), all[0], all[1], all[2], all[3], all[4], all[5]);
  }

  private static double loss(ScanArrays arrays, float[] weight) {
    double[] y = StepwiseScan.run(arrays);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * weight[i];
    }
    return sum;
  }

  private static ScanArrays cut(ScanArrays in, int from, int to) {
    ScanShape s = in.shape();
    return new ScanArrays(
        new ScanShape(1, s.channels(), s.states(), to - from),
        cut(in.u(), s.length(), from, to),
        cut(in.delta(), s.length(), from, to),
        in.a(),
        cut(in.b(), s.length(), from, to),
        cut(in.c(), s.length(), from, to),
        in.d());
  }

  private static float[] cut(float[] rows, int length, int from, int to) {
    float[] out = new float[rows.length / length * (to - from)];
    for (int row = 0; row < rows.length / length; row++) {
      System.arraycopy(rows, row * length + from, out, row * (to - from), to - from);
    }
    return out;
  }

  private static ScanArrays random(ScanShape shape, long seed) {
    RandomStream random = new RandomStream(seed);
    int steps = shape.batch() * shape.length();
    return new ScanArrays(
        shape,
        uniform(random, steps * shape.channels(), -1, 1),
        uniform(random, steps * shape.channels(), 0.01, 0.4),
        uniform(random, shape.channels() * shape.states(), -8, -0.1),
        uniform(random, steps * shape.states(), -1, 1),
        uniform(random, steps * shape.states(), -1, 1),
        uniform(random, shape.channels(), -1, 1));
  }

  private static float[] uniform(RandomStream random, int count, double from, double to) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return values;
  }
}
