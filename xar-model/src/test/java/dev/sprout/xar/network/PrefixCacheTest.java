package dev.sprout.xar.network;

import static dev.sprout.xar.network.PrefixExample.difference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.xar.entity.EntityLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes in the cache of a sampling run, against whole sequences. */
class PrefixCacheTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void theCacheGivesWhatTheWholeSequenceGives(String entity) {
    PrefixExample example = new PrefixExample(entity, manager);
    checkWhole(example, example.conditions());
    checkWhole(example, example.conditions(4, 2));
    checkWhole(example, Conditions.of(example.classes()));
  }

  private void checkWhole(PrefixExample example, Conditions conditions) {
    XarNetwork network = example.network();
    EntityLayout layout = network.layout();
    int last = layout.entities() - 1;
    NDArray x = example.tokens();
    NDArray times = manager.zeros(new Shape(2, last + 1));
    times.set(new NDIndex(":, " + last), 0.7f);
    NDArray whole = network.velocity(x, times, conditions);
    try (XarCache cache = network.cache(manager, conditions)) {
      for (int e = 0; e < last; e++) {
        cache.velocity(e, part(x, layout, e), 0, 0);
      }
      cache.velocity(last, part(example.tokens(), layout, last), 0.9, 0);
      NDArray cached = cache.velocity(last, part(x, layout, last), 0.7, 0);
      assertThat(difference(cached, part(whole, layout, last))).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void teacherForcingSeesWhatTheCacheHolds(String entity) {
    PrefixExample example = new PrefixExample(entity, manager);
    XarNetwork network = example.network();
    EntityLayout layout = network.layout();
    Conditions conditions = example.conditions(3, 5);
    NDArray clean = example.tokens();
    NDArray noisy = example.tokens();
    NDArray times = manager.full(new Shape(2, layout.entities()), 0.4f);
    NDArray forced = network.velocityAfterClean(clean, noisy, times, conditions);
    try (XarCache cache = network.cache(manager, conditions)) {
      for (int e = 0; e < layout.entities(); e++) {
        NDArray cached = cache.velocity(e, part(noisy, layout, e), 0.4, 0);
        assertThat(difference(cached, part(forced, layout, e))).isLessThan(1e-5);
        cache.velocity(e, part(clean, layout, e), 0, 0);
      }
    }
  }

  /** Were it computed again, the numbers that are none would reach the velocity. */
  @Test
  void aPrefixIsComputedOnceForAllStepsAndEntities() {
    PrefixExample example = new PrefixExample("cell 2", manager);
    EntityLayout layout = example.network().layout();
    Weights weights = example.weights().copy(manager);
    XarNetwork network = example.over(weights);
    Conditions conditions = example.conditions(5, 3);
    NDArray x = example.tokens();
    NDArray expected;
    try (XarCache sound = network.cache(manager, conditions)) {
      expected = twoEntities(sound, layout, x);
    }
    try (XarCache cache = network.cache(manager, conditions)) {
      cache.velocity(0, part(x, layout, 0), 0.5, 0);
      NDArray matrix = weights.get("prefix.proj.weight");
      TorchOps.assign(matrix, manager.full(matrix.getShape(), Float.NaN));
      assertThat(twoEntities(cache, layout, x)).isEqualTo(expected);
      try (XarCache later = network.cache(manager, conditions)) {
        assertThat(twoEntities(later, layout, x).isNaN().all().getBoolean()).isTrue();
      }
    }
  }

  private static NDArray twoEntities(XarCache cache, EntityLayout layout, NDArray x) {
    cache.velocity(0, part(x, layout, 0), 0, 0);
    cache.velocity(1, part(x, layout, 1), 0.8, 0);
    return cache.velocity(1, part(x, layout, 1), 0.3, 0);
  }

  @Test
  void rowsMayComeInAnyOrder() {
    PrefixExample example = new PrefixExample("cell 2", manager);
    EntityLayout layout = example.network().layout();
    Conditions conditions = example.conditions(1, 4);
    NDArray x = part(example.tokens(), layout, 0);
    try (XarCache together = example.network().cache(manager, conditions);
        XarCache apart = example.network().cache(manager, conditions)) {
      NDArray both = together.velocity(0, x, 0.6, 0);
      assertThat(difference(apart.velocity(0, x.get("1:"), 0.6, 1), both.get("1:")))
          .isLessThan(1e-5);
      assertThat(difference(apart.velocity(0, x, 0.6, 0), both)).isLessThan(1e-5);
    }
  }

  /** Tables and weights outlive a run, so what a run computes must not belong to their managers. */
  @Test
  void aRunLeavesNothingBehind() {
    PrefixExample example = new PrefixExample("scale 1 2 4", manager);
    XarNetwork network = example.network();
    Conditions whole = Conditions.of(example.classes());
    Conditions shortened = example.conditions(2, 4);
    NDArray tokens = example.tokens();
    int before = managed(example);
    for (Conditions conditions : List.of(whole, shortened)) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = tokens.duplicate();
        x.attach(scope);
        NDArray times = scope.full(new Shape(2, 3), 0.5f);
        network.velocity(x, times, conditions);
        network.velocityAfterClean(x, x, times, conditions);
        try (XarCache cache = network.cache(scope, conditions)) {
          cache.velocity(0, part(x, network.layout(), 0), 0.5, 0);
        }
      }
    }
    assertThat(managed(example)).isEqualTo(before);
  }

  private int managed(PrefixExample example) {
    NDManager ofWeights = example.weights().get("prefix.null").getManager();
    return manager.getManagedArrays().size() + ofWeights.getManagedArrays().size();
  }

  @Test
  void bfloat16StaysCloseToFloat32() {
    PrefixExample example = new PrefixExample("cell 2", manager);
    EntityLayout layout = example.network().layout();
    XarNetwork rounded =
        new XarNetwork(
            example.network().config(),
            XarNetwork.rounded(example.weights(), manager).packed(XarNetwork::isLinear),
            Precision.BF16,
            manager);
    Conditions conditions = example.conditions(2, 5);
    NDArray x = example.tokens();
    try (XarCache exact = example.network().cache(manager, conditions);
        XarCache approximate = rounded.cache(manager, conditions)) {
      NDArray expected = twoEntities(exact, layout, x);
      NDArray close = TorchOps.float32(twoEntities(approximate, layout, x));
      double relative = difference(expected, close) / expected.abs().max().getFloat();
      assertThat(relative).isBetween(1e-7, 0.03);
    }
  }

  private static NDArray part(NDArray x, EntityLayout layout, int entity) {
    return x.get(new NDIndex(":, " + layout.begin(entity) + ":" + layout.begin(entity + 1)));
  }
}
