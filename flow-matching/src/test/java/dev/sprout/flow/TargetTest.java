package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetTest {
  private static final double[] DATA = {1.5, -0.25, 0.75};
  private static final double[] NOISE = {-0.5, 2, 0.125};

  @Property(tries = 150)
  void everyTargetDeterminesEveryOther(
      @ForAll Target from,
      @ForAll Target to,
      @ForAll Interpolant path,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double time) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(DATA);
      NDArray noise = manager.create(NOISE);
      NDArray t = manager.create(new double[] {time});
      NDArray x = path.mix(data, noise, t);

      NDArray prediction = from.of(path, data, noise, t);
      NDArray converted = from.to(to, path, x, t, prediction);
      NDArray back = to.to(from, path, x, t, converted);

      assertClose(converted, to.of(path, data, noise, t));
      assertClose(back, prediction);
      assertClose(from.to(to, path, x, time, prediction), converted);
    }
  }

  @Test
  void linearVelocityIsNoiseMinusData() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray t = manager.create(new double[] {0.3});
      NDArray velocity =
          Target.VELOCITY.of(Interpolant.LINEAR, manager.create(DATA), manager.create(NOISE), t);
      assertThat(velocity.toDoubleArray()).containsExactly(-2, 2.25, -0.625);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trueVelocityGivesTrueScore(Interpolant path) {
    GaussianFlow flow = new GaussianFlow(path, 0.7, 0.4);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.create(new double[] {-1.3, 0.2, 2.1});
      for (double t : new double[] {0.01, 0.3, 0.8, 1}) {
        NDArray velocity = flow.velocity(x, t);
        double[] score = Target.VELOCITY.to(Target.SCORE, path, x, t, velocity).toDoubleArray();
        for (int i = 0; i < score.length; i++) {
          double exact = flow.score(x.getDouble(i), t);
          assertThat(score[i]).isCloseTo(exact, within(1e-9 * (1 + Math.abs(exact))));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void velocityDeterminesDataAtBothEnds(Interpolant path) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(DATA);
      NDArray noise = manager.create(NOISE);
      for (double end : new double[] {0, 1}) {
        NDArray t = manager.create(new double[] {end});
        NDArray x = path.mix(data, noise, t);
        NDArray velocity = Target.VELOCITY.of(path, data, noise, t);
        assertClose(Target.VELOCITY.to(Target.DATA, path, x, t, velocity), data);
        assertClose(Target.VELOCITY.to(Target.NOISE, path, x, t, velocity), noise);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNotDetermined(Interpolant path) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.create(DATA);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Target.NOISE.to(Target.DATA, path, x, 1.0, x))
          .withMessage("NOISE does not determine DATA at t = 1.0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Target.DATA.to(Target.VELOCITY, path, x, 0.0, x))
          .withMessage("DATA does not determine VELOCITY at t = 0.0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Target.VELOCITY.to(Target.SCORE, path, x, 0.0, x))
          .withMessage("SCORE does not exist at t = 0.0");
    }
  }

  @Test
  void lossIsTheMeanSquaredError() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray noise = manager.create(new float[] {2, 2, 2, 2}, new Shape(2, 2));
      NDArray t = manager.create(new float[] {0.1f, 0.9f}, new Shape(2, 1));
      NDArray prediction = manager.create(new float[] {1, 1, -1, 1}, new Shape(2, 2));

      NDArray loss = Target.VELOCITY.loss(Interpolant.LINEAR, prediction, data, noise, t);

      assertThat(loss.getShape()).isEqualTo(new Shape());
      assertThat(loss.getFloat()).isEqualTo((0 + 1 + 0 + 9) / 4f);
    }
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    double[] exact = expected.toDoubleArray();
    double[] got = actual.toDoubleArray();
    assertThat(got).hasSameSizeAs(exact);
    for (int i = 0; i < exact.length; i++) {
      assertThat(got[i]).isCloseTo(exact[i], within(1e-9 * (1 + Math.abs(exact[i]))));
    }
  }
}
