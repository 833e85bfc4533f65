package dev.sprout.language;

import static dev.sprout.language.Llamas.TINY;
import static dev.sprout.language.Llamas.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaNetworkTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Llamas.weights(TINY, 3, manager);
  private final LlamaNetwork network = new LlamaNetwork(TINY, weights, Precision.FP32, manager);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 140}) // the last one takes the fused attention
  void equalsPlainArithmetic(int length) {
    long[] ids = Llamas.ids(TINY, length, 5);
    double[][] expected = new PlainLlama(TINY, weights).logits(ids);
    float[] found = network.logits(Llamas.batch(manager, ids)).toFloatArray();
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i / TINY.vocabulary()][i % TINY.vocabulary()], offset(2e-5));
    }
  }

  @Test
  void embeddingsMayBeTheHeadToo() {
    LlamaConfig tied = new LlamaConfig(40, 16, 1, 2, 2, 24, 1e-6, 500, 64, true);
    Weights shared = Llamas.weights(tied, 4, manager);
    long[] ids = Llamas.ids(tied, 5, 6);
    NDArray found =
        new LlamaNetwork(tied, shared, Precision.FP32, manager).logits(Llamas.batch(manager, ids));
    double[][] expected = new PlainLlama(tied, shared).logits(ids);
    assertThat((double) found.getFloat(0, 4, 7)).isCloseTo(expected[4][7], offset(2e-5));
    assertThat(shared.arrays()).doesNotContainKey("lm_head.weight");
  }

  @Test
  void theCacheChangesNothing() {
    long[] ids = Llamas.ids(TINY, 12, 5);
    NDArray whole = network.logits(Llamas.batch(manager, ids));
    try (LlamaCache cache = network.cache(1, 12, manager)) {
      NDArray first = cache.append(List.of(java.util.Arrays.copyOf(ids, 7)), manager);
      assertThat(difference(first, whole.get("0, 6:7"))).isLessThan(1e-5);
      for (int t = 7; t < 12; t++) {
        NDArray next = cache.append(List.of(new long[] {ids[t]}), manager);
        assertThat(difference(next, whole.get("0, " + t + ":" + (t + 1)))).isLessThan(1e-5);
      }
      assertThatThrownBy(() -> cache.append(List.of(new long[] {1}), manager))
          .hasMessageContaining("13 positions in a cache of 12");
    }
  }

  @Test
  void cachedRowsOfAnyLengthEqualSingleOnes() {
    long[] shorter = Llamas.ids(TINY, 3, 1);
    long[] longer = Llamas.ids(TINY, 8, 2);
    try (LlamaCache both = network.cache(2, 20, manager);
        LlamaCache one = network.cache(1, 20, manager)) {
      one.append(List.of(shorter), manager);
      both.append(List.of(shorter, longer), manager);
      NDArray alone = null;
      NDArray together = null;
      for (long id = 4; id < 9; id++) {
        alone = one.append(List.of(new long[] {id}), manager);
        together = both.append(List.of(new long[] {id}, new long[] {2 * id}), manager);
      }
      assertThat(difference(alone.get(0), together.get(0))).isLessThan(1e-5);
    }
  }

  @Test
  void cachedRowsCanBeReordered() {
    try (LlamaCache cache = network.cache(2, 20, manager)) {
      cache.append(List.of(Llamas.ids(TINY, 3, 1), Llamas.ids(TINY, 8, 2)), manager);
      cache.select(new int[] {1, 0, 1});
      NDArray logits =
          cache.append(List.of(new long[] {5}, new long[] {5}, new long[] {5}), manager);
      long[] first = java.util.Arrays.copyOf(Llamas.ids(TINY, 8, 2), 9);
      first[8] = 5;
      NDArray expected = network.logits(Llamas.batch(manager, first)).get("0, 8");
      assertThat(difference(logits.get(0), expected)).isLessThan(1e-5);
      assertThat(difference(logits.get(2), expected)).isLessThan(1e-5);
      assertThat(difference(logits.get(1), expected)).isGreaterThan(1e-2);
    }
  }

  @Test
  void sequencesOfABatchDontMix() {
    long[] a = Llamas.ids(TINY, 6, 1);
    long[] b = Llamas.ids(TINY, 6, 2);
    NDArray both = network.logits(Llamas.batch(manager, a, b));
    NDArray one = network.logits(Llamas.batch(manager, b));
    assertThat(difference(both.get(1), one.get(0))).isLessThan(1e-5);
  }

  @Test
  void laterIdsDontMatter() {
    long[] a = Llamas.ids(TINY, 6, 1);
    long[] b = a.clone();
    b[4] = (b[4] + 1) % TINY.vocabulary();
    NDArray first = network.logits(Llamas.batch(manager, a));
    NDArray second = network.logits(Llamas.batch(manager, b));
    assertThat(difference(first.get(":, :4"), second.get(":, :4"))).isLessThan(1e-6);
    assertThat(difference(first.get(":, 4:"), second.get(":, 4:"))).isGreaterThan(1e-2);
  }

  @Test
  void groupedQueriesEqualRepeatedHeads() {
    LlamaConfig full = new LlamaConfig(40, 16, 2, 4, 4, 24, 1e-5, 10000, 256, false);
    Map<String, NDArray> repeated = new LinkedHashMap<>(weights.arrays());
    repeated.replaceAll(
        (name, array) ->
            name.contains("k_proj") || name.contains("v_proj")
                ? array.reshape(2, 4, 16).repeat(0, 2).reshape(16, 16)
                : array);
    LlamaNetwork plain =
        new LlamaNetwork(
            full, Weights.of(manager.newSubManager(), repeated), Precision.FP32, manager);
    NDArray ids = Llamas.batch(manager, Llamas.ids(TINY, 7, 5));
    assertThat(difference(plain.logits(ids), network.logits(ids))).isLessThan(1e-5);
  }

  @Test
  void rotationsDependOnDistancesAlone() {
    NDList near = network.rotaryTables(manager.create(new long[] {2, 7}, new Shape(1, 2)));
    NDList far = network.rotaryTables(manager.create(new long[] {202, 207}, new Shape(1, 2)));
    assertThat(difference(relative(near), relative(far))).isLessThan(1e-5);
    assertThat(difference(near.get(0), far.get(0))).isGreaterThan(0.1);
  }

  /** Cosine of the angle between the two positions. */
  private static NDArray relative(NDList tables) {
    NDArray cos = tables.get(0);
    NDArray sin = tables.get(1);
    return cos.get(":, 0").mul(cos.get(":, 1")).add(sin.get(":, 0").mul(sin.get(":, 1")));
  }

  @Test
  void bfloat16StaysCloseToFloat32() {
    LlamaNetwork half =
        new LlamaNetwork(
            TINY, weights.rounded(LlamaNetwork::isRounded, manager), Precision.BF16, manager);
    NDArray ids = Llamas.batch(manager, Llamas.ids(TINY, 9, 5));
    NDArray exact = network.logits(ids);
    double relative = difference(exact, half.logits(ids)) / exact.abs().max().getFloat();
    assertThat(relative).isBetween(1e-7, 0.05);
    try (LlamaCache cache = half.cache(1, 9, manager)) {
      NDArray cached = cache.append(List.of(Llamas.ids(TINY, 9, 5)), manager);
      assertThat(difference(cached.get(0), half.logits(ids).get("0, 8"))).isLessThan(0.05);
    }
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new LlamaConfig(40, 18, 2, 4, 2, 24, 1e-5, 10000, 256, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("width is 18")
        .hasMessageContaining("2·heads = 8");
    assertThatThrownBy(() -> new LlamaConfig(40, 16, 2, 4, 3, 24, 1e-5, 10000, 256, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("keyValueHeads is 3");
    assertThatThrownBy(() -> network.logits(manager.zeros(new Shape(1, 257), DataType.INT64)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("257 ids")
        .hasMessageContaining("at most 256");
  }
}
