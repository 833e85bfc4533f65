package dev.sprout.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchOpsTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void linearIsATransposedProductPlusBias() {
    NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
    NDArray weight = manager.create(new float[] {1, 0, 0, 1, 2, -1}, new Shape(3, 2));
    NDArray bias = manager.create(new float[] {10, 20, 30});
    assertThat(TorchOps.linear(x, weight, bias).toFloatArray())
        .containsExactly(11, 22, 30, 13, 24, 32);
  }

  /** Whole numbers below 2^24, whose sums are exact in any order. */
  @Test
  void packedMatricesGiveTheSameProducts() {
    RandomStream random = new RandomStream(1);
    NDArray x = GaussianNoise.draw(random, manager, new Shape(3, 2, 70)).mul(10).round();
    NDArray weight = GaussianNoise.draw(random, manager, new Shape(37, 70)).mul(10).round();
    NDArray bias = GaussianNoise.draw(random, manager, new Shape(37)).mul(10).round();
    NDArray plain = TorchOps.linear(x, weight, bias);
    NDArray packed = TorchOps.packed(weight);
    assertThat(packed.getShape()).isEqualTo(weight.getShape());
    assertThat(TorchOps.linear(x, packed, bias)).isEqualTo(plain);
  }

  @Test
  void rmsNormDividesByTheRootMeanSquare() {
    NDArray x = manager.create(new float[] {3, -4}, new Shape(1, 2));
    NDArray weight = manager.create(new float[] {1, 2});
    double root = Math.sqrt(12.5 + 1e-6);
    float[] y = TorchOps.rmsNorm(x, weight).toFloatArray();
    assertThat((double) y[0]).isCloseTo(3 / root, within(1e-6));
    assertThat((double) y[1]).isCloseTo(-8 / root, within(1e-6));
  }

  @Test
  void assignedArraysKeepTheirGradients() {
    NDArray x = manager.create(new float[] {1, 2});
    x.setRequiresGradient(true);
    TorchOps.assign(x, manager.create(new float[] {3, -4}));
    assertThat(x.toFloatArray()).containsExactly(3, -4);
    assertThat(x.hasGradient()).isTrue();
  }

  @Test
  void siluIsXTimesSigmoid() {
    double y = TorchOps.silu(manager.create(new float[] {1.5f})).getFloat();
    assertThat(y).isCloseTo(1.5 / (1 + Math.exp(-1.5)), within(1e-6));
  }

  @Test
  void errorsAreMeans() {
    NDArray x = manager.create(new float[] {1, 2});
    NDArray y = manager.create(new float[] {2, 5});
    assertThat(TorchOps.meanSquaredError(x, y).getFloat()).isEqualTo(5);
    assertThat(TorchOps.meanAbsoluteError(x, y).getFloat()).isEqualTo(2);
  }

  @Test
  void bfloat16KeepsEightBits() {
    NDArray x = manager.create(new float[] {1f + 1f / 256, 1f + 1f / 128, 1e30f});
    float[] y = TorchOps.float32(TorchOps.bfloat16(x)).toFloatArray();
    assertThat(y[0]).isEqualTo(1f);
    assertThat(y[1]).isEqualTo(1f + 1f / 128);
    assertThat((double) y[2] / 1e30).isCloseTo(1, within(1 / 256.0));
  }

  @Test
  void gradientsFlowThrough() {
    NDArray x = manager.create(new float[] {0.3f, -0.8f}, new Shape(1, 2));
    NDArray weight = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
    NDArray bias = manager.create(new float[] {0, 0});
    weight.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(TorchOps.linear(x, weight, bias).sum());
    }
    assertThat(weight.getGradient().toFloatArray()).containsExactly(0.3f, -0.8f, 0.3f, -0.8f);
  }

  @Test
  void wrongShapesFail() {
    NDArray x = manager.ones(new Shape(1, 3));
    NDArray weight = manager.ones(new Shape(2, 2));
    assertThatThrownBy(() -> TorchOps.linear(x, weight, manager.ones(new Shape(2))))
        .isInstanceOf(EngineException.class);
  }
}
