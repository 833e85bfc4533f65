package dev.sprout.tokenunify.mamba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import org.junit.jupiter.api.Test;

class MambaBlockTest {
  private static final int WIDTH = 20;
  private static final int LENGTH = 13;

  @Test
  void tokenByTokenEqualsTheWholeSequence() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      MambaBlock block = block(ScanDirections.ONE, manager);
      NDArray tokens = tokens(manager);
      MambaState state = block.newState(2, manager);
      NDList outputs = new NDList(block.next(tokens.get(new NDIndex(":, :3")), state));
      for (int t = 3; t < LENGTH; t++) {
        outputs.add(block.next(tokens.get(new NDIndex(":, {}:{}", t, t + 1)), state));
      }
      NDArray stepwise = outputs.get(0).getManager().from(outputs.get(0));
      for (int i = 1; i < outputs.size(); i++) {
        stepwise = stepwise.concat(outputs.get(i), 1);
      }
      assertClose(stepwise, block.forward(tokens), 1e-6);
    }
  }

  @Test
  void blocksThatScanBackwardCantGoTokenByToken() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      MambaBlock block = block(ScanDirections.TWO, manager);
      MambaState state = block.newState(2, manager);
      assertThatThrownBy(() -> block.next(tokens(manager), state))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** Zero tokens give zeros after the first projection, as the slices' own continuation does. */
  @Test
  void slicesThatAreNotFullEqualAContinuationByZeros() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      MambaConfig config = new MambaConfig(WIDTH, ScanDirections.THREE, 5);
      Weights weights = weights(config, manager);
      weights.get("x_proj_b.weight").muli(0); // zeros that come first matter to the backward order
      weights.get("D_b").muli(0);
      MambaBlock block = new MambaBlock(config, weights, "");
      NDArray tokens = tokens(manager);
      NDArray longer = tokens.concat(manager.zeros(new Shape(2, 2, WIDTH)), 1);
      NDArray expected = block.forward(longer).get(new NDIndex(":, :" + LENGTH));
      assertClose(block.forward(tokens), expected, 1e-6);
    }
  }

  @Test
  void gradientsAreSlopes() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      MambaConfig config = new MambaConfig(WIDTH, ScanDirections.THREE, 5);
      Weights weights = weights(config, manager);
      MambaBlock block = new MambaBlock(config, weights, "");
      NDArray tokens = tokens(manager);
      NDArray loss = GaussianNoise.draw(new RandomStream(7), manager, tokens.getShape());
      tokens.setRequiresGradient(true);
      weights.requireGradients();
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        GradientTape tape = new GradientTape();
        tape.backward(collector, block.forward(tokens, tape).mul(loss).sum());
      }
      assertSlope(tokens, block, tokens, loss);
      weights.arrays().forEach((name, array) -> assertSlope(array, block, tokens, loss));
    }
  }

  /** Along the gradient itself, the loss changes by the gradient's squared norm. */
  private static void assertSlope(NDArray moved, MambaBlock block, NDArray tokens, NDArray weight) {
    NDArray gradient = moved.getGradient();
    double norm = Math.sqrt(gradient.square().sum().getFloat());
    assertThat(norm).isPositive();
    double step = 3e-3 / norm;
    moved.setRequiresGradient(false);
    moved.addi(gradient.mul(step));
    double up = block.forward(tokens).mul(weight).sum().getFloat();
    moved.subi(gradient.mul(2 * step));
    double down = block.forward(tokens).mul(weight).sum().getFloat();
    moved.addi(gradient.mul(step));
    moved.setRequiresGradient(true);
    assertThat((up - down) / (2 * step * norm)).isCloseTo(norm, within(0.02 * norm + 2e-3));
  }

  @Test
  void outputsWithoutATapeCarryNoGradient() {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      MambaConfig config = new MambaConfig(WIDTH, ScanDirections.ONE, 1);
      Weights weights = weights(config, manager);
      weights.requireGradients();
      NDArray output = new MambaBlock(config, weights, "").forward(tokens(manager)).sum();
      assertThatThrownBy(() -> collector.backward(output)).hasMessageContaining("grad");
    }
  }

  private static MambaBlock block(ScanDirections directions, NDManager manager) {
    MambaConfig config = new MambaConfig(WIDTH, directions, 5);
    return new MambaBlock(config, weights(config, manager), "");
  }

  private static Weights weights(MambaConfig config, NDManager manager) {
    Weights weights = Weights.initialise(config.parameters(""), 1, manager);
    weights.arrays().values().stream()
        .filter(array -> array.getShape().dimension() == 1)
        .forEach(array -> array.addi(0.1f)); // so that biases matter
    return weights;
  }

  private static NDArray tokens(NDManager manager) {
    return GaussianNoise.draw(new RandomStream(2), manager, new Shape(2, LENGTH, WIDTH));
  }

  private static void assertClose(NDArray found, NDArray expected, double tolerance) {
    assertThat(found.getShape()).isEqualTo(expected.getShape());
    assertThat((double) found.sub(expected).abs().max().getFloat()).isLessThan(tolerance);
    assertThat(expected.abs().max().getFloat()).isPositive();
  }
}
