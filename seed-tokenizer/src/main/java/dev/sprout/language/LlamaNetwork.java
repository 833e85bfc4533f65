package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.Initialisation;
import dev.sprout.nn.Parameter;
import dev.sprout.nn.Weights;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The LLaMA decoder (Touvron et al., 2023; names and rotary layout as in Hugging Face checkpoints):
 * RMS norm, rotary positions, grouped-query attention, gated MLP.
 *
 * <p>B sequences of T ids, D width, V vocabulary. Weights are constant and may serve several
 * threads; results belong to the manager of the first argument.
 */
public final class LlamaNetwork {
  static final TorchScript SCRIPT = TorchScript.load(LlamaNetwork.class, "LlamaBlock.torchscript");

  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String HEAD = "lm_head.weight";
  private static final String[] BLOCK_PARTS = {
    "input_layernorm.weight",
    "self_attn.q_proj.weight",
    "self_attn.k_proj.weight",
    "self_attn.v_proj.weight",
    "self_attn.o_proj.weight",
    "post_attention_layernorm.weight",
    "mlp.gate_proj.weight",
    "mlp.up_proj.weight",
    "mlp.down_proj.weight"
  };

  private final LlamaConfig config;
  private final Weights weights;
  private final NDArray precision;
  private final NDArray counts;
  private final NDArray epsilon;
  private final NDArray cos;
  private final NDArray sin;

  /**
   * A network over weights of {@link #parameters}.
   *
   * @param bfloat16 compute matrix products in bfloat16 around a float32 residual stream
   * @param manager owns the position tables
   */
  public LlamaNetwork(LlamaConfig config, Weights weights, boolean bfloat16, NDManager manager) {
    this.config = config;
    this.weights = weights;
    NDArray like = manager.zeros(new Shape(1));
    this.precision = bfloat16 ? TorchOps.bfloat16(like) : like;
    this.counts = manager.create(new long[] {config.heads(), config.keyValueHeads()});
    this.epsilon = manager.create(config.epsilon());
    this.cos = table(manager, StrictMath::cos);
    this.sin = table(manager, StrictMath::sin);
  }

  /** The same network over other weights, adapted ones for instance. */
  private LlamaNetwork(LlamaNetwork network, Weights weights) {
    this.config = network.config;
    this.weights = weights;
    this.precision = network.precision;
    this.counts = network.counts;
    this.epsilon = network.epsilon;
    this.cos = network.cos;
    this.sin = network.sin;
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(LlamaConfig config) {
    List<Parameter> all = new ArrayList<>();
    long d = config.width();
    long keys = (long) config.keyValueHeads() * config.headWidth();
    long hidden = config.hidden();
    all.add(Parameter.of(EMBEDDING, Initialisation.NORMAL_002, config.vocabulary(), d));
    for (int i = 0; i < config.layers(); i++) {
      String block = block(i);
      long[][] shapes = {
        {d}, {d, d}, {keys, d}, {keys, d}, {d, d}, {d}, {hidden, d}, {hidden, d}, {d, hidden}
      };
      for (int part = 0; part < BLOCK_PARTS.length; part++) {
        Initialisation begin =
            shapes[part].length == 1 ? Initialisation.ONES : Initialisation.XAVIER_UNIFORM;
        all.add(Parameter.of(block + BLOCK_PARTS[part], begin, shapes[part]));
      }
    }
    all.add(Parameter.of("model.norm.weight", Initialisation.ONES, d));
    if (!config.tiedEmbeddings()) {
      all.add(Parameter.of(HEAD, Initialisation.NORMAL_002, config.vocabulary(), d));
    }
    return all;
  }

  /** Whether an array of a checkpoint is a table that this class computes itself. */
  static boolean isBuffer(String name) {
    return name.endsWith("rotary_emb.inv_freq");
  }

  /** Its sizes. */
  public LlamaConfig config() {
    return config;
  }

  /** The same network over other weights of the same shapes. */
  LlamaNetwork over(Weights others) {
    return new LlamaNetwork(this, others);
  }

  /**
   * Scores of every next id, each position seeing itself and those before it.
   *
   * @param ids int64 [B, T]
   * @return float32 [B, T, V]
   */
  public NDArray logits(NDArray ids) {
    int length = (int) ids.getShape().get(1);
    NDArray mask = causalMask(ids.getManager(), length);
    NDArray x = embed(ids); // [B, T, D]
    for (int i = 0; i < config.layers(); i++) {
      x = call("block", block(i), x, 0, length, mask);
    }
    return head(x);
  }

  /** An empty cache for B sequences of at most so many ids. */
  public LlamaCache cache(NDManager manager, int batch, int length) {
    return new LlamaCache(this, manager, batch, length);
  }

  NDArray embed(NDArray ids) {
    return SCRIPT.call("embed", ids, weights.get(EMBEDDING));
  }

  NDArray head(NDArray x) {
    NDArray table = weights.get(config.tiedEmbeddings() ? EMBEDDING : HEAD);
    return SCRIPT.call("head", x, weights.get("model.norm.weight"), table, epsilon, precision);
  }

  /** A block over positions from {@code begin}; {@code state} is that of a cached one. */
  NDArray call(String function, String block, NDArray x, int begin, int length, NDArray... state) {
    NDIndex rows = new NDIndex(begin + ":" + (begin + length));
    NDManager scope = x.getManager();
    NDArray[] leading = {x, counts, epsilon, precision, cos.get(scope, rows), sin.get(scope, rows)};
    return SCRIPT.call(function, join(join(leading, state), weights.all(block, BLOCK_PARTS)));
  }

  /** What is added to scores: nothing up to a position, −∞ after it, [T, T]. */
  static NDArray causalMask(NDManager manager, int length) {
    float[] mask = new float[length * length];
    for (int i = 0; i < length; i++) {
      Arrays.fill(mask, i * length + i + 1, (i + 1) * length, Float.NEGATIVE_INFINITY);
    }
    return manager.create(mask, new Shape(length, length));
  }

  static String block(int index) {
    return "model.layers." + index + ".";
  }

  NDArray precision() {
    return precision;
  }

  private NDArray table(NDManager manager, DoubleUnaryOperator wave) {
    int half = config.headWidth() / 2;
    float[] values = new float[config.maxPositions() * half];
    for (int i = 0; i < values.length; i++) {
      double frequency = StrictMath.pow(config.ropeBase(), -(double) (i % half) / half);
      int position = i / half;
      values[i] = (float) wave.applyAsDouble(position * frequency);
    }
    return manager.create(values, new Shape(config.maxPositions(), half));
  }

  private static NDArray[] join(NDArray[] first, NDArray[] second) {
    NDArray[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
