package dev.sprout.xar.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
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

/** Guided velocities from the cache against whole sequences through the network. */
class GuidedContextTest {
  private static final XarConfig CONFIG = new XarConfig(4, 4, 3, 32, 1, 1, 2, 1, "cell 2", 10);
  private static final int SIZE = 4; // positions of an entity
  private static final double TIME = 0.6;

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Weights.initialise(XarNetwork.parameters(CONFIG), 3, manager);
  private final XarNetwork network = new XarNetwork(CONFIG, weights, Precision.FP32, manager);
  private final Conditions conditions = embedded(1, 4);
  private final Conditions unconditional = embedded(10, 10);
  private final NDArray sequence =
      GaussianNoise.draw(new RandomStream(5), manager, new Shape(2, 4 * SIZE, 3));

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2.7, -1})
  void pushesFromTheUnconditionalToTheConditionalVelocity(double scale) {
    try (GuidedContext context = context(2)) {
      NDArray guided = context.velocity(entity(2), TIME, scale);
      NDArray conditional = whole(conditions, 2);
      NDArray free = whole(unconditional, 2);
      NDArray expected = free.add(conditional.sub(free).mul((float) scale));
      assertThat(difference(guided, expected)).isLessThan(1e-5);
      assertThat(difference(conditional, free)).isGreaterThan(1e-3);
    }
  }

  @Test
  void theUnconditionalHalfMayComeLate() {
    try (GuidedContext late = new GuidedContext(network, manager, conditions, unconditional);
        GuidedContext fresh = context(3)) {
      late.velocity(entity(0), TIME, 1);
      late.append(entity(0));
      late.velocity(entity(1), TIME, 1);
      late.append(entity(1));
      late.velocity(entity(2), TIME, 2.7);
      late.append(entity(2));
      NDArray guided = late.velocity(entity(3), TIME, 2.7);
      assertThat(difference(guided, fresh.velocity(entity(3), TIME, 2.7))).isLessThan(1e-5);
    }
  }

  @Test
  void theUnconditionalHalfIsComputedOnlyWhereGuidanceAsksForIt() {
    Conditions unusable = Conditions.of(unconditional.classes().mul(Float.NaN));
    try (GuidedContext context = new GuidedContext(network, manager, conditions, unusable)) {
      context.append(entity(0));
      assertThat(context.velocity(entity(1), TIME, 1).isNaN().any().getBoolean()).isFalse();
      assertThat(context.velocity(entity(1), TIME, 2).isNaN().all().getBoolean()).isTrue();
    }
  }

  private GuidedContext context(int finished) {
    GuidedContext context = new GuidedContext(network, manager, conditions, unconditional);
    for (int entity = 0; entity < finished; entity++) {
      context.append(entity(entity));
    }
    return context;
  }

  /** The velocity of one entity after clean ones, in one evaluation of the whole sequence. */
  private NDArray whole(Conditions classes, int entity) {
    NDArray times = manager.zeros(new Shape(2, 4)); // [B, E]
    times.set(new NDIndex(":, " + entity), (float) TIME);
    return part(network.velocity(sequence, times, classes), entity);
  }

  private NDArray entity(int index) {
    return part(sequence, index);
  }

  private static NDArray part(NDArray sequence, int entity) {
    return sequence.get(new NDIndex(":, " + entity * SIZE + ":" + (entity + 1) * SIZE));
  }

  private Conditions embedded(long first, long second) {
    NDArray rows = manager.create(new long[] {first, second}, new Shape(2, 1));
    return Conditions.of(network.embed(rows).mul(20));
  }

  private static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
