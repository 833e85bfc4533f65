package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network whose output is its last bias alone learns the mean of noise − data. */
class XarLossTest {
  private static final XarConfig CONFIG = new XarConfig(4, 4, 2, 16, 1, 1, 2, 1, "cell 2", 3);
  private static final float[] BIAS = {0.3f, -1.2f};

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Weights.initialise(XarNetwork.parameters(CONFIG), 1, manager);
  private final XarNetwork network = new XarNetwork(CONFIG, weights, Precision.FP32, manager);
  private final NDArray data = drawn(2);
  private final NDArray noise = drawn(3);
  private final NDArray times = manager.full(new Shape(2, 4), 0.25f); // [B, E]
  private final Conditions classes =
      Conditions.of(network.embed(manager.create(new long[] {0, 2}, new Shape(2, 1))));

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheMeanSquareOfWhatTheVelocityMisses(boolean teacherForcing) {
    onlyTheBias();
    double loss = new XarLoss(network, teacherForcing).of(data, noise, times, classes).getFloat();
    float[] from = data.toFloatArray();
    float[] to = noise.toFloatArray();
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      double missed = BIAS[i % 2] - (to[i] - from[i]);
      sum += missed * missed;
    }
    assertThat(loss).isCloseTo(sum / from.length, within(1e-5));
  }

  @Test
  void gradientOfTheBiasIsThatOfARegression() {
    onlyTheBias();
    weights.requireGradients();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(new XarLoss(network, false).of(data, noise, times, classes));
    }
    float[] gradient = weights.get("pred.bias").getGradient().toFloatArray();
    float[] means = noise.sub(data).reshape(-1, 2).mean(new int[] {0}).toFloatArray();
    for (int channel = 0; channel < 2; channel++) {
      // d/db mean over two channels of (b − v)²
      assertThat(gradient[channel]).isCloseTo(BIAS[channel] - means[channel], within(1e-5f));
    }
  }

  @Test
  void theNetworkSeesEachEntityAtItsTime() {
    NDArray own = manager.create(new float[] {0, 0.5f, 1, 0.25f, 1, 0, 0, 0}, new Shape(2, 4));
    NDArray noisy = new XarLoss(network, false).noisy(data, noise, own); // [B, N, C]
    float[] seen = noisy.toFloatArray();
    float[] from = data.toFloatArray();
    float[] to = noise.toFloatArray();
    float[] at = own.toFloatArray();
    for (int i = 0; i < seen.length; i++) {
      float t = at[i / 8]; // four positions of two channels an entity
      assertThat(seen[i]).isCloseTo((1 - t) * from[i] + t * to[i], within(1e-6f));
    }
  }

  private void onlyTheBias() {
    weights.get("pred.weight").muli(0);
    weights.get("pred.bias").set(BIAS);
  }

  private NDArray drawn(long seed) {
    return GaussianNoise.draw(new RandomStream(seed), manager, new Shape(2, 16, 2));
  }
}
