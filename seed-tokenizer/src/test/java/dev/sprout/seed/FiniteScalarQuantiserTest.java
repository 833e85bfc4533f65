package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteScalarQuantiserTest {
  private final NDManager manager = ComputeDevice.CPU.newManager();

  static List<List<Integer>> levels() {
    return List.of(
        List.of(8, 8, 8, 5, 5), List.of(8, 6, 5), List.of(2, 3), List.of(256), List.of(7));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** The id is Σ digit·base, so that codes follow in closed form: (digit − ⌊L/2⌋) / ⌊L/2⌋. */
  @ParameterizedTest
  @MethodSource("levels")
  void everyIdHasTheCodeOfItsDigits(List<Integer> levels) {
    int count = levels.stream().reduce(1, Math::multiplyExact);
    float[] codes = codes(levels, count).toFloatArray();
    for (int id = 0; id < count; id++) {
      int rest = id;
      for (int channel = 0; channel < levels.size(); channel++) {
        int half = levels.get(channel) / 2;
        float expected = (float) (rest % levels.get(channel) - half) / half;
        assertThat(codes[id * levels.size() + channel]).isEqualTo(expected);
        rest /= levels.get(channel);
      }
    }
  }

  /** A vector for every code: the inverse of the bound at the middle of the code's level. */
  @ParameterizedTest
  @MethodSource("levels")
  void everyCodeIsReachedAndComesBack(List<Integer> levels) {
    int count = levels.stream().reduce(1, Math::multiplyExact);
    float[] codes = codes(levels, count).toFloatArray();
    float[] vectors = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      int level = levels.get(i % levels.size());
      double half = (level - 1) * (1 - 1e-3) / 2;
      double offset = level % 2 == 0 ? 0.5 : 0;
      int steps = level / 2;
      double share = (codes[i] * steps + offset) / half; // beyond ±1 at the outermost levels
      double inside = Math.max(-0.99999, Math.min(0.99999, share));
      vectors[i] = (float) (0.5 * Math.log((1 + inside) / (1 - inside)) - Math.tan(offset / half));
    }
    NDArray projected = manager.create(vectors, new Shape(1, count, levels.size()));
    FiniteScalarQuantiser quantiser = new FiniteScalarQuantiser(levels);
    Quantiser.Quantised quantised = quantiser.quantise(projected);
    assertThat(quantised.ids().toLongArray()).isEqualTo(LongStream.range(0, count).toArray());
    assertThat(quantiser.embeddings(quantised.ids()).toFloatArray()).isEqualTo(codes);
    float[] straight = quantised.embeddings().toFloatArray();
    for (int i = 0; i < straight.length; i++) {
      assertThat(straight[i]).isCloseTo(codes[i], within(1e-6f));
    }
    assertThat(quantised.loss().getFloat()).isZero();
  }

  @ParameterizedTest
  @MethodSource("levels")
  void vectorsOfAnySizeStayWithinTheLevels(List<Integer> levels) {
    int width = levels.size();
    float[] values = new float[6 * width];
    float[] sizes = {-1e30f, -50, -1e-3f, 1e-3f, 50, 1e30f};
    for (int i = 0; i < values.length; i++) {
      values[i] = sizes[i / width];
    }
    NDArray projected = manager.create(values, new Shape(2, 3, width));
    float[] bounded = new FiniteScalarQuantiser(levels).bounded(projected).toFloatArray();
    for (int i = 0; i < bounded.length; i++) {
      int level = levels.get(i % width);
      int least = -level / 2;
      int most = (level - 1) / 2;
      assertThat(bounded[i]).isBetween(least - 0.49f, most + 0.49f);
    }
  }

  /** Straight-through: the gradient is that of the bound vectors, by central differences. */
  @Test
  void theGradientIsThatOfTheBoundVectors() {
    List<Integer> levels = List.of(8, 5, 4);
    FiniteScalarQuantiser quantiser = new FiniteScalarQuantiser(levels);
    NDArray z = GaussianNoise.draw(new RandomStream(3), manager, new Shape(2, 4, 3));
    z.setRequiresGradient(true);
    float[] gradient;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(quantiser.quantise(z).embeddings().sum());
      gradient = z.getGradient().toFloatArray();
    }
    float step = 1e-2f;
    NDArray plain = manager.create(z.toFloatArray(), z.getShape());
    float[] above = quantiser.bounded(plain.add(step)).toFloatArray();
    float[] below = quantiser.bounded(plain.sub(step)).toFloatArray();
    for (int i = 0; i < gradient.length; i++) {
      float slope = (above[i] - below[i]) / (2 * step) / (levels.get(i % 3) / 2);
      assertThat(gradient[i]).isCloseTo(slope, within(2e-3f)).isPositive();
    }
  }

  @Test
  void levelsAndSizesThatDontMatchAreNamed() {
    refused(() -> new QuantiserConfig(QuantiserConfig.Kind.FSQ, null), "levels is missing");
    refused(() -> QuantiserConfig.finite(List.of(8, 1)), "levels is 1; accepted is");
    refused(() -> QuantiserConfig.finite(List.of(257)), "levels is 257; accepted is");
    refused(
        () -> new QuantiserConfig(QuantiserConfig.Kind.VQ, List.of(8)),
        "levels has no effect for kind vq");
    QuantiserConfig finite = QuantiserConfig.finite(List.of(8, 5));
    refused(() -> finite.check(40, 3), "codeWidth is 3; accepted is");
    refused(() -> finite.check(41, 2), "codes is 41; accepted is the product of the levels");
    QuantiserConfig huge =
        QuantiserConfig.finite(Arrays.asList(256, 256, 256, 256, 256, 256, 256, 256));
    refused(() -> huge.check(0, 8), "codes is 0; accepted is the product of the levels");
    finite.check(40, 2);
  }

  private static void refused(Runnable work, String said) {
    assertThatThrownBy(work::run).isInstanceOf(UserError.class).hasMessageContaining(said);
  }

  private NDArray codes(List<Integer> levels, int count) {
    long[] ids = LongStream.range(0, count).toArray();
    return new FiniteScalarQuantiser(levels).embeddings(manager.create(ids, new Shape(1, count)));
  }
}
