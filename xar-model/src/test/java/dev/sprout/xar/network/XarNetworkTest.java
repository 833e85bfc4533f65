package dev.sprout.xar.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XarNetworkTest {
  /** Tokens of 2×2 latents, four cells of 2×2 tokens. */
  private static final XarConfig SMALL = new XarConfig(8, 8, 4, 32, 2, 1, 2, 2, "cell 2", 10);

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Weights.initialise(XarNetwork.parameters(SMALL), 3, manager);
  private final XarNetwork network = new XarNetwork(SMALL, weights, Precision.FP32, manager);
  private final RandomStream random = new RandomStream(7);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void entitiesDontSeeLaterOnes() {
    Conditions classes =
        Conditions.of(network.embed(manager.create(new long[] {1, 2}, new Shape(2, 1))));
    NDArray times = manager.full(new Shape(2, 4), 0.5f);
    NDArray x = GaussianNoise.draw(random, manager, new Shape(2, 16, 16));
    NDArray changed = x.duplicate();
    changed.set(new NDIndex(":, 8:"), GaussianNoise.draw(random, manager, new Shape(2, 8, 16)));
    NDArray first = network.velocity(x, times, classes);
    NDArray second = network.velocity(changed, times, classes);
    assertThat(difference(first.get(":, :8"), second.get(":, :8"))).isLessThan(1e-5);
    assertThat(difference(first.get(":, 8:"), second.get(":, 8:"))).isGreaterThan(1e-2);
  }

  @Test
  void theCacheChangesNothing() {
    Conditions classes =
        Conditions.of(network.embed(manager.create(new long[] {1, 4, 2, 5}, new Shape(2, 2))));
    NDArray x = GaussianNoise.draw(random, manager, new Shape(2, 16, 16));
    NDArray times = manager.create(new float[] {0, 0, 0.7f, 1, 0, 0, 0.7f, 1}, new Shape(2, 4));
    NDArray whole = network.velocity(x, times, classes);
    try (XarCache cache = network.cache(manager, classes)) {
      cache.velocity(0, x.get(":, 0:4"), 0, 0);
      cache.velocity(1, x.get("1:, 4:8"), 0, 1);
      cache.velocity(1, x.get(":1, 4:8"), 0, 0);
      cache.velocity(2, GaussianNoise.draw(random, manager, new Shape(2, 4, 16)), 0.9, 0);
      NDArray cached = cache.velocity(2, x.get(":, 8:12"), 0.7f, 0);
      assertThat(difference(cached, whole.get(":, 8:12"))).isLessThan(1e-5);
    }
  }

  @Test
  void labelsAreAddedUpInAnyOrder() {
    NDArray x = GaussianNoise.draw(random, manager, new Shape(1, 16, 16));
    NDArray times = manager.full(new Shape(1, 4), 0.5f);
    NDArray first = network.embed(manager.create(new long[] {3, 8}, new Shape(1, 2)));
    NDArray second = network.embed(manager.create(new long[] {8, 3}, new Shape(1, 2)));
    NDArray one = network.velocity(x, times, Conditions.of(first));
    NDArray two = network.velocity(x, times, Conditions.of(second));
    assertThat(difference(one, two)).isLessThan(1e-6);
  }

  @Test
  void aClassEmbeddingIsTheSumOfItsRows() {
    NDArray x = GaussianNoise.draw(random, manager, new Shape(2, 16, 16));
    NDArray times = manager.full(new Shape(2, 4), 0.5f);
    NDArray rows = manager.create(new long[] {3, 8, 1, 7}, new Shape(2, 2));
    NDArray table = weights.get("class_emb.weight");
    NDArray sums =
        table
            .get(manager.create(new long[] {3, 1}))
            .add(table.get(manager.create(new long[] {8, 7})));
    NDArray embedded = network.embed(rows);
    assertThat(difference(embedded, sums)).isLessThan(1e-6);
    NDArray noClass = network.noClass(manager, 2, 2);
    assertThat(difference(noClass.get("0"), table.get("10").mul(2))).isLessThan(1e-6);
    NDArray expected = network.velocity(x, times, Conditions.of(embedded));
    NDArray free = network.velocity(x, times, Conditions.of(noClass));
    assertThat(difference(free, expected)).isGreaterThan(1e-3);
  }

  @Test
  void bfloat16StaysCloseToFloat32() {
    XarNetwork rounded = new XarNetwork(SMALL, weights, Precision.BF16, manager);
    NDArray x = GaussianNoise.draw(random, manager, new Shape(2, 16, 16));
    NDArray times = manager.full(new Shape(2, 4), 0.5f);
    Conditions classes =
        Conditions.of(network.embed(manager.create(new long[] {1, 2}, new Shape(2, 1))));
    NDArray exact = network.velocity(x, times, classes);
    NDArray approximate = TorchOps.float32(rounded.velocity(x, times, classes));
    double relative = difference(exact, approximate) / exact.abs().max().getFloat();
    assertThat(relative).isBetween(1e-7, 0.03);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new XarConfig(16, 16, 16, 64, 2, 2, 5, 1, "cell 8", 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("width is 64")
        .hasMessageContaining("4·heads");
    assertThatThrownBy(() -> new XarConfig(16, 16, 16, 64, 2, 2, 4, 1, "cell 5", 10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("entity is 'cell 5'");
  }

  @Test
  void publishedVariantsHaveThePublishedNumberOfParameters() {
    assertThat(millions(XarVariant.BASE)).isBetween(171L, 173L);
    assertThat(millions(XarVariant.LARGE)).isBetween(606L, 610L);
    assertThat(millions(XarVariant.LARGE_512)).isBetween(607L, 612L);
    assertThat(millions(XarVariant.HUGE)).isBetween(1100L, 1200L);
  }

  private static long millions(XarVariant variant) {
    long count =
        XarNetwork.parameters(variant.config()).stream().mapToLong(p -> p.shape().size()).sum();
    return Math.round(count / 1e6);
  }

  private static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
