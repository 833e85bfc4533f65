package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.ops.ComputeDevice;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenerationLossTest {
  private static final int[] PICTURES = {0, 4};
  private static final int WIDTH = SeedNetworkTest.SMALL.embedding();

  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final Tiny tiny = new Tiny();
  private final GenerationLoss loss = new GenerationLoss(tiny, manager);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theTargetItselfHasNoErrorAndIsRecognised() {
    Map<String, Double> meters = new HashMap<>();
    loss.of(embeddings(0), PICTURES, meters);
    assertThat(meters.get("generation")).isZero();
    assertThat(meters.get("recognised")).isEqualTo(1);
  }

  @Test
  void theErrorIsRelativeToTheVariance() {
    Map<String, Double> meters = new HashMap<>();
    loss.of(embeddings(0.3f), PICTURES, meters);
    assertThat(meters.get("generation")).isCloseTo(0.3 * 0.3 / 0.7, within(1e-5));
  }

  @Test
  void gradientsAreFiniteDifferences() {
    float[] values = new RandomStream(3).gaussians(2 * WIDTH);
    NDArray x = manager.create(values, new Shape(2, WIDTH));
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.of(x, PICTURES, new HashMap<>()));
    }
    float[] gradient = x.getGradient().toFloatArray();
    for (int i = 0; i < values.length; i += 7) {
      double slope = (at(values, i, 0.01f) - at(values, i, -0.01f)) / 0.02;
      assertThat(slope).isCloseTo(gradient[i], within(0.02 * Math.abs(slope) + 2e-3));
    }
  }

  private double at(float[] values, int index, float step) {
    float[] moved = values.clone();
    moved[index] += step;
    NDArray x = manager.create(moved, new Shape(2, WIDTH));
    return loss.of(x, PICTURES, new HashMap<>()).getFloat();
  }

  private NDArray embeddings(float offset) {
    float[] values = new float[2 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = tiny.embedding(PICTURES[i / WIDTH])[i % WIDTH] + offset;
    }
    return manager.create(values, new Shape(2, WIDTH));
  }
}
