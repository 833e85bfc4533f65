package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolantTest {
  @ParameterizedTest
  @EnumSource
  void goesFromDataToNoise(Interpolant path) {
    assertThat(path.alpha(0)).isEqualTo(1);
    assertThat(path.sigma(0)).isEqualTo(0);
    assertThat(path.alpha(1)).isCloseTo(0, within(1e-15));
    assertThat(path.sigma(1)).isEqualTo(1);
  }

  @Property(tries = 200)
  void ratesAreDerivatives(
      @ForAll Interpolant path, @ForAll @DoubleRange(min = 0.01, max = 0.99) double t) {
    double h = 1e-5;
    double alpha = (path.alpha(t + h) - path.alpha(t - h)) / (2 * h);
    double sigma = (path.sigma(t + h) - path.sigma(t - h)) / (2 * h);
    assertThat(path.alphaRate(t)).isCloseTo(alpha, within(1e-8));
    assertThat(path.sigmaRate(t)).isCloseTo(sigma, within(1e-8));
  }

  @Property(tries = 200)
  void trigonometricPathPreservesVariance(@ForAll @DoubleRange(min = 0, max = 1) double t) {
    double alpha = Interpolant.TRIGONOMETRIC.alpha(t);
    double sigma = Interpolant.TRIGONOMETRIC.sigma(t);
    assertThat(alpha * alpha + sigma * sigma).isCloseTo(1, within(1e-15));
  }

  @Test
  void mixesEachPictureAtItsOwnTime() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray noise = manager.create(new float[] {-8, 0, 8, 16}, new Shape(2, 2));
      NDArray t = manager.create(new float[] {0.25f, 0.5f}, new Shape(2, 1));

      NDArray mixed = Interpolant.LINEAR.mix(data, noise, t);

      assertThat(mixed.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(mixed.toFloatArray()).containsExactly(-1.25f, 1.5f, 5.5f, 10f);
      assertThat(data.toFloatArray()).containsExactly(1, 2, 3, 4);
      assertThat(noise.toFloatArray()).containsExactly(-8, 0, 8, 16);
    }
  }

  @Test
  void mixesAlongTheCircle() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(new double[] {1, 0});
      NDArray noise = manager.create(new double[] {0, 1});
      NDArray t = manager.create(new double[] {1 / 3.0});

      double[] mixed = Interpolant.TRIGONOMETRIC.mix(data, noise, t).toDoubleArray();

      assertThat(mixed[0]).isCloseTo(Math.sqrt(3) / 2, within(1e-15)); // cos 30°
      assertThat(mixed[1]).isCloseTo(0.5, within(1e-15)); // sin 30°
    }
  }
}
