package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LlamaNetworkTest {
  private final NDManager manager = ComputeDevice.CPU.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theCacheGivesWhatTheWholeSequenceGives() {
    LlamaNetwork network = TinyLlama.network(manager);
    NDArray ids = TinyLlama.ids(manager, 3, 20, 1);
    NDArray whole = network.logits(ids); // [3, 20, V]
    LlamaCache cache = network.cache(manager, 3, 20);
    NDArray first = cache.next(ids.get(new NDIndex(":, :8")));
    assertClose(first, whole.get(new NDIndex(":, 7")));
    for (int t = 8; t < 20; t++) {
      NDArray next = cache.next(ids.get(new NDIndex(":, " + t + ":" + (t + 1))));
      assertClose(next, whole.get(new NDIndex(":, " + t)));
    }
  }

  @Test
  void whatComesLaterChangesNothing() {
    LlamaNetwork network = TinyLlama.network(manager);
    NDArray ids = TinyLlama.ids(manager, 1, 12, 2);
    NDArray other = ids.duplicate();
    other.set(new NDIndex("0, 9"), (ids.getLong(0, 9) + 1) % 30);
    NDArray a = network.logits(ids);
    NDArray b = network.logits(other);
    assertClose(a.get(new NDIndex("0, :9")), b.get(new NDIndex("0, :9")));
    assertThat(a.get(0, 9).sub(b.get(0, 9)).abs().max().getFloat()).isGreaterThan(1e-3f);
  }

  @Test
  void aBatchGivesWhatItsSequencesGive() {
    LlamaNetwork network = TinyLlama.network(manager);
    NDArray ids = TinyLlama.ids(manager, 4, 9, 3);
    NDArray whole = network.logits(ids);
    for (int i = 0; i < 4; i++) {
      assertClose(network.logits(ids.get(new NDIndex(i + ":" + (i + 1)))).squeeze(0), whole.get(i));
    }
  }

  @Test
  void groupedQueriesAreRepeatedKeysAndValues() {
    Weights grouped = TinyLlama.weights(TinyLlama.CONFIG, manager);
    LlamaConfig full = new LlamaConfig(30, 16, 2, 4, 4, 24, 1e-5, 10_000, 128, false);
    java.util.Map<String, NDArray> repeated = new java.util.LinkedHashMap<>();
    grouped
        .arrays()
        .forEach(
            (name, w) ->
                repeated.put(
                    name,
                    name.contains("k_proj") || name.contains("v_proj")
                        ? w.reshape(2, 4, 16).repeat(0, 2).reshape(16, 16)
                        : w));
    NDArray ids = TinyLlama.ids(manager, 2, 10, 4);
    NDArray expected = new LlamaNetwork(TinyLlama.CONFIG, grouped, false, manager).logits(ids);
    Weights wide = Weights.of(manager, repeated);
    assertClose(new LlamaNetwork(full, wide, false, manager).logits(ids), expected);
  }

  /** One block, one head, width 2, written out with plain numbers. */
  @Test
  void oneBlockEqualsPlainArithmetic() {
    LlamaConfig config = new LlamaConfig(3, 2, 1, 1, 1, 1, 1e-6, 100, 4, false);
    Weights weights = Weights.initialise(LlamaNetwork.parameters(config), 5, manager);
    weights.get("model.embed_tokens.weight").set(new float[] {1, 0, 0.5f, -1, 2, 1});
    double[][] x = {{0.5, -1}, {2, 1}};
    double[][] h = {norm(x[0]), norm(x[1])};
    double[][] q = {turn(times(weights, "q", h[0]), 0), turn(times(weights, "q", h[1]), 1)};
    double[][] k = {turn(times(weights, "k", h[0]), 0), turn(times(weights, "k", h[1]), 1)};
    double[][] v = {times(weights, "v", h[0]), times(weights, "v", h[1])};
    double s0 = Math.exp((q[1][0] * k[0][0] + q[1][1] * k[0][1]) / Math.sqrt(2));
    double s1 = Math.exp((q[1][0] * k[1][0] + q[1][1] * k[1][1]) / Math.sqrt(2));
    double[] mixed = {
      (s0 * v[0][0] + s1 * v[1][0]) / (s0 + s1), (s0 * v[0][1] + s1 * v[1][1]) / (s0 + s1)
    };
    double[] o = times(weights, "o", mixed);
    double[] y = {x[1][0] + o[0], x[1][1] + o[1]};
    double[] n = norm(y);
    float[] gate = weights.get("model.layers.0.mlp.gate_proj.weight").toFloatArray();
    float[] up = weights.get("model.layers.0.mlp.up_proj.weight").toFloatArray();
    float[] down = weights.get("model.layers.0.mlp.down_proj.weight").toFloatArray();
    double g = gate[0] * n[0] + gate[1] * n[1];
    double hidden = g / (1 + Math.exp(-g)) * (up[0] * n[0] + up[1] * n[1]);
    double[] out = norm(new double[] {y[0] + down[0] * hidden, y[1] + down[1] * hidden});
    float[] head = weights.get("lm_head.weight").toFloatArray();
    NDArray logits =
        new LlamaNetwork(config, weights, false, manager)
            .logits(manager.create(new long[] {1, 2}, new Shape(1, 2)));
    for (int i = 0; i < 3; i++) {
      double expected = head[2 * i] * out[0] + head[2 * i + 1] * out[1];
      assertThat(logits.getFloat(0, 1, i)).isCloseTo((float) expected, within(1e-5f));
    }
  }

  private static double[] norm(double[] x) {
    double root = Math.sqrt((x[0] * x[0] + x[1] * x[1]) / 2 + 1e-6);
    return new double[] {x[0] / root, x[1] / root};
  }

  private static double[] turn(double[] x, int position) {
    double cos = Math.cos(position);
    double sin = Math.sin(position);
    return new double[] {x[0] * cos - x[1] * sin, x[1] * cos + x[0] * sin};
  }

  private static double[] times(Weights weights, String part, double[] x) {
    float[] w = weights.get("model.layers.0.self_attn." + part + "_proj.weight").toFloatArray();
    return new double[] {w[0] * x[0] + w[1] * x[1], w[2] * x[0] + w[3] * x[1]};
  }

  @Test
  void bfloat16StaysNear() {
    Weights weights = TinyLlama.weights(TinyLlama.CONFIG, manager);
    NDArray ids = TinyLlama.ids(manager, 2, 10, 4);
    NDArray exact = new LlamaNetwork(TinyLlama.CONFIG, weights, false, manager).logits(ids);
    NDArray rounded = new LlamaNetwork(TinyLlama.CONFIG, weights, true, manager).logits(ids);
    double error = exact.sub(rounded).norm().getFloat() / exact.norm().getFloat();
    assertThat(error).isBetween(1e-6, 0.03);
  }

  @Test
  void moreThanItReadsIsRefused() {
    LlamaNetwork network = TinyLlama.network(manager);
    assertThatThrownBy(() -> network.cache(manager, 1, 129))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("129 ids are too many");
  }

  private static void assertClose(NDArray a, NDArray b) {
    assertThat(a.getShape()).isEqualTo(b.getShape());
    assertThat(a.sub(b).abs().max().getFloat()).isLessThan(2e-5f);
  }
}
