package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private static final OptimiserOptions OPTIONS =
      new OptimiserOptions(0.1, 0.9, 0.96, 1e-8, 0.02, 1, 0.9);

  @Test
  void stepsEqualTheFormula() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights weights = single(manager, new Shape(1, 1), 1f);
      double p = 1;
      double m = 0;
      double v = 0;
      double average = 1;
      try (AdamW optimiser = new AdamW(weights, OPTIONS, manager)) {
        for (int step = 1; step <= 5; step++) {
          double gradient = 2 * p; // of p², clipped to norm 1
          double clipped = gradient / Math.max(1, Math.abs(gradient));
          assertThat(step(weights, optimiser, step)).isCloseTo(gradient, within(1e-5));
          m = 0.9 * m + 0.1 * clipped;
          v = 0.96 * v + 0.04 * clipped * clipped;
          p -= 0.1 * 0.02 * p;
          double rootV = Math.sqrt(v / (1 - Math.pow(0.96, step)));
          p -= 0.1 * (m / (1 - Math.pow(0.9, step))) / (rootV + 1e-8);
          average += (1 - OPTIONS.averageDecay(step)) * (p - average);
          assertThat((double) weights.get("p").toFloatArray()[0]).isCloseTo(p, within(1e-5));
          assertThat((double) optimiser.averages().get("p").toFloatArray()[0])
              .isCloseTo(average, within(1e-5));
        }
      }
    }
  }

  /** As if it were trained alone from there, at its share of the rate. */
  @Test
  void anArrayMayBeginLaterAndLearnSlower() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights alone = single(manager, new Shape(1, 1), 0.4f);
      Weights later = single(manager, new Shape(1, 1), 0.4f);
      ArrayRate rate = new ArrayRate(0.5, 2);
      try (AdamW slow = new AdamW(alone, OPTIONS, manager);
          AdamW optimiser = new AdamW(later, OPTIONS, name -> rate, manager)) {
        for (int step = 1; step <= 5; step++) {
          step(later, optimiser, step, 0.1);
          if (step <= 2) {
            assertThat(later.get("p").toFloatArray()).containsExactly(0.4f);
          } else {
            step(alone, slow, step - 2, 0.05);
            assertThat(later.get("p")).isEqualTo(alone.get("p"));
          }
        }
      }
      assertThat(later.get("p").toFloatArray()[0]).isLessThan(0.4f);
    }
  }

  @Test
  void biasesAreNotDecayed() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights weights = single(manager, new Shape(1), 1f);
      try (AdamW optimiser = new AdamW(weights, OPTIONS, manager)) {
        step(weights, optimiser, 1);
        assertThat((double) weights.get("p").getFloat()).isCloseTo(0.9, within(1e-5));
      }
    }
  }

  @Test
  void nothingChangesWhenTheGradientIsNoNumber() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights weights = single(manager, new Shape(1, 1), Float.NaN);
      weights.get("p").set(new float[] {2});
      try (AdamW optimiser = new AdamW(weights, OPTIONS, manager);
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(weights.get("p").mul(Float.NaN).sum());
        assertThat(optimiser.step(1, 0.1)).isNaN();
        assertThat(weights.get("p").toFloatArray()).containsExactly(2f);
      }
    }
  }

  private static Weights single(NDManager manager, Shape shape, float value) {
    NDManager own = manager.newSubManager();
    return Weights.of(own, Map.of("p", own.full(shape, value)));
  }

  private static double step(Weights weights, AdamW optimiser, int step) {
    return step(weights, optimiser, step, OPTIONS.learningRate());
  }

  private static double step(Weights weights, AdamW optimiser, int step, double rate) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray p = weights.get("p");
      collector.backward(p.square().sum());
    }
    return optimiser.step(step, rate);
  }
}
