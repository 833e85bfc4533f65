package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearInterpolantTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void placesEachPictureAtItsOwnTime() {
    NDArray data = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
    NDArray noise = manager.create(new float[] {-8, 0, 8, 16}, new Shape(2, 2));
    NDArray t = manager.create(new float[] {0.25f, 0.5f}, new Shape(2, 1));

    NDArray x = LinearInterpolant.at(data, noise, t);

    assertThat(x.getDataType()).isEqualTo(DataType.FLOAT32);
    assertThat(x.toFloatArray()).containsExactly(-1.25f, 1.5f, 5.5f, 10f);
    assertThat(data.toFloatArray()).containsExactly(1, 2, 3, 4);
    assertThat(noise.toFloatArray()).containsExactly(-8, 0, 8, 16);
    assertThat(manager.getManagedArrays()).hasSize(4);
  }

  @Test
  void beginsAtDataAndEndsAtNoise() {
    NDArray data = manager.create(new float[] {1.5f, -0.3f});
    NDArray noise = manager.create(new float[] {0.7f, 2.1f});
    assertThat(LinearInterpolant.at(data, noise, manager.create(0f))).isEqualTo(data);
    assertThat(LinearInterpolant.at(data, noise, manager.create(1f))).isEqualTo(noise);
  }

  @Test
  void velocityIsTheDerivative() {
    NDArray data = manager.create(new double[] {1.5, -0.25, 0.75});
    NDArray noise = manager.create(new double[] {-0.5, 2, 0.125});
    NDArray before = LinearInterpolant.at(data, noise, manager.create(0.3));
    NDArray after = LinearInterpolant.at(data, noise, manager.create(0.4));
    double[] slope = after.sub(before).div(0.1).toDoubleArray();
    double[] velocity = LinearInterpolant.velocity(data, noise).toDoubleArray();
    assertThat(velocity).containsExactly(-2, 2.25, -0.625);
    for (int i = 0; i < velocity.length; i++) {
      assertThat(slope[i]).isCloseTo(velocity[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.8, 1})
  void velocityOfAGaussianGivesItsScore(double t) {
    GaussianFlow flow = new GaussianFlow(0.7, 0.4);
    NDArray x = manager.create(new double[] {-1.3, 0.2, 2.1});
    double[] score = LinearInterpolant.score(x, flow.velocity(x, t), t).toDoubleArray();
    for (int i = 0; i < score.length; i++) {
      double exact = flow.score(x.getDouble(i), t);
      assertThat(score[i]).isCloseTo(exact, within(1e-9 * (1 + Math.abs(exact))));
    }
  }
}
