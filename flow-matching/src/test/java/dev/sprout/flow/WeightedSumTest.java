package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

/** What paths and targets share: weights for each picture, no leftovers, gradients. */
class WeightedSumTest {
  @Test
  void leavesNothingButTheResult() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.ones(new Shape(3, 4));
      NDArray noise = manager.zeros(new Shape(3, 4));
      NDArray t = manager.ones(new Shape(3, 1));
      NDArray mixture = Interpolant.LINEAR.mix(data, noise, t);
      assertThat(mixture.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(manager.getManagedArrays()).hasSize(4);
      Target.VELOCITY.to(Target.NOISE, Interpolant.TRIGONOMETRIC, mixture, t, noise);
      assertThat(manager.getManagedArrays()).hasSize(5);
      Target.VELOCITY.to(Target.DATA, Interpolant.TRIGONOMETRIC, mixture, 0.5, noise);
      assertThat(manager.getManagedArrays()).hasSize(6);
      Target.VELOCITY.loss(Interpolant.LINEAR, mixture, data, noise, t);
      assertThat(manager.getManagedArrays()).hasSize(7);
    }
  }

  @Test
  void convertsEachPictureAtItsOwnTime() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray velocity = manager.create(new float[] {4, -4, 2, -2}, new Shape(2, 2));
      NDArray t = manager.create(new float[] {0.25f, 0.5f}, new Shape(2, 1));
      NDArray data = Target.VELOCITY.to(Target.DATA, Interpolant.LINEAR, x, t, velocity); // x − t·v
      assertThat(data.toFloatArray()).containsExactly(0, 3, 2, 5);
    }
  }

  @Test
  void lossHasTheGradientOfAMeanSquare() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray data = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray noise = manager.create(new float[] {2, 2, 2, 2}, new Shape(2, 2));
      NDArray t = manager.create(new float[] {0.3f, 0.6f}, new Shape(2, 1));
      NDArray prediction = manager.create(new float[] {2, 2, -1, 0}, new Shape(2, 2));
      prediction.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(Target.VELOCITY.loss(Interpolant.LINEAR, prediction, data, noise, t));
      }
      // targets 1, 0, −1, −2
      assertThat(prediction.getGradient().toFloatArray()).containsExactly(0.5f, 1, 0, 1);
    }
  }
}
