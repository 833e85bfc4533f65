package dev.sprout.xar.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.entity.EntityLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a network over any entity, on a grid that is no square. */
class EntityNetworkTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final RandomStream random = new RandomStream(7);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void theCacheGivesWhatTheWholeSequenceGives(String entity) {
    XarNetwork network = network(entity);
    EntityLayout layout = network.layout();
    int entities = layout.entities();
    Conditions classes =
        Conditions.of(network.embed(manager.create(new long[] {1, 4}, new Shape(2, 1))));
    NDArray x = GaussianNoise.draw(random, manager, new Shape(2, layout.positions(), 4));
    int last = entities - 1;
    NDArray times = manager.zeros(new Shape(2, entities));
    times.set(new NDIndex(":, " + last), 0.7f);
    NDArray whole = network.velocity(x, times, classes);
    try (XarCache cache = network.cache(manager, classes)) {
      for (int e = 0; e < last; e++) {
        cache.velocity(e, part(x, layout, e), 0, 0);
      }
      NDArray cached = cache.velocity(last, part(x, layout, last), 0.7f, 0);
      assertThat(difference(cached, part(whole, layout, last))).isLessThan(1e-5);
    }
  }

  /** Clean context at time 0 is what the cache holds, so both ways must agree at every entity. */
  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void teacherForcingSeesWhatTheCacheHolds(String entity) {
    XarNetwork network = network(entity);
    EntityLayout layout = network.layout();
    Conditions classes =
        Conditions.of(network.embed(manager.create(new long[] {1, 4}, new Shape(2, 1))));
    Shape shape = new Shape(2, layout.positions(), 4);
    NDArray clean = GaussianNoise.draw(random, manager, shape);
    NDArray noisy = GaussianNoise.draw(random, manager, shape);
    NDArray times = manager.full(new Shape(2, layout.entities()), 0.4f);
    NDArray forced = network.velocityAfterClean(clean, noisy, times, classes);
    try (XarCache cache = network.cache(manager, classes)) {
      for (int e = 0; e < layout.entities(); e++) {
        NDArray cached = cache.velocity(e, part(noisy, layout, e), 0.4f, 0);
        assertThat(difference(cached, part(forced, layout, e))).isLessThan(1e-5);
        cache.velocity(e, part(clean, layout, e), 0, 0);
      }
    }
  }

  private XarNetwork network(String entity) {
    XarConfig config = new XarConfig(4, 8, 4, 32, 1, 1, 2, 1, entity, 10);
    Weights weights = Weights.initialise(XarNetwork.parameters(config), 3, manager);
    return new XarNetwork(config, weights, Precision.FP32, manager);
  }

  private static NDArray part(NDArray x, EntityLayout layout, int entity) {
    return x.get(new NDIndex(":, " + layout.begin(entity) + ":" + layout.begin(entity + 1)));
  }

  private static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
