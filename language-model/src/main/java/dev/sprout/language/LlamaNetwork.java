package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import java.util.List;

/**
 * The LLaMA decoder (Touvron et al., 2023), from ids to the logits of the next id at each position,
 * with the array names of Hugging Face checkpoints and their rotary layout, in which pair j is the
 * elements j and j + H/2 of a head.
 *
 * <p>B sequences, T positions, width D, head width H, vocabulary V. Thread-safe as long as no
 * training changes the weights; results belong to the manager of the first argument.
 */
public final class LlamaNetwork {
  private static final TorchScript BLOCK =
      TorchScript.load(LlamaNetwork.class, "LlamaBlock.torchscript");

  private final LlamaConfig config;
  private final Weights weights;
  private final NDArray frequencies;
  private final Precision precision;

  /**
   * A network over weights of {@link #parameters}.
   *
   * @param precision of the blocks, around a float32 residual stream
   * @param manager owns the rotary frequencies and constants
   */
  public LlamaNetwork(LlamaConfig config, Weights weights, Precision precision, NDManager manager) {
    this.config = config;
    this.weights = weights;
    this.frequencies = manager.create(config.rope().frequencies(config.headWidth())); // [H/2]
    this.precision = precision;
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(LlamaConfig config) {
    return LlamaParameters.of(config);
  }

  /** Whether an array of a checkpoint is a buffer that is computed here. */
  public static boolean isBuffer(String name) {
    return name.endsWith("rotary_emb.inv_freq");
  }

  /** Whether inference in bfloat16 rounds an array: all but the normalisations. */
  static boolean isRounded(String name) {
    return !name.endsWith("norm.weight");
  }

  /** How many scalars its weights are. */
  long weightCount() {
    return weights.count();
  }

  /** Its sizes. */
  public LlamaConfig config() {
    return config;
  }

  /**
   * Logits of the next id at each position; differentiable in the weights.
   *
   * @param ids int64 [B, T], T at most {@link LlamaConfig#maxPositions}
   * @return float32 [B, T, V]
   * @throws UserError for longer sequences
   */
  public NDArray logits(NDArray ids) {
    return head(hidden(ids));
  }

  /**
   * Output of the last block; differentiable in the weights.
   *
   * @param ids int64 [B, T]
   * @return float32 [B, T, D]
   */
  NDArray hidden(NDArray ids) {
    int length = (int) ids.getShape().get(1);
    if (length > config.maxPositions()) {
      throw UserError.badRequest(
          "a sequence of %d ids; this network takes at most %d", length, config.maxPositions());
    }
    NDArray positions = ids.getManager().arange(0, length, 1, DataType.INT64);
    NDArray row = positions.expandDims(0); // [1, T]
    NDList rotary = rotaryTables(row);
    NDArray mask = mask(row, positions); // [1, 1, T, T]
    NDArray x = embed(ids); // [B, T, D]
    for (int i = 0; i < config.layers(); i++) {
      x =
          BLOCK.call(
              "block",
              x,
              rotary.get(0),
              rotary.get(1),
              mask,
              config.epsilon(),
              precision,
              block(i));
    }
    return x;
  }

  /** From the last block's output, [..., D], to logits, float32 [..., V]. */
  NDArray head(NDArray hidden) {
    NDArray head =
        weights.get(config.tiedEmbeddings() ? LlamaParameters.EMBEDDING : LlamaParameters.HEAD);
    NDArray norm = weights.get(LlamaParameters.NORM);
    return BLOCK.call("head", hidden, norm, head, config.epsilon(), precision);
  }

  /**
   * An empty key-value cache.
   *
   * @param rows B
   * @param capacity most positions of a row
   * @param manager owns the cache
   */
  public LlamaCache cache(int rows, int capacity, NDManager manager) {
    return new LlamaCache(this, rows, capacity, manager);
  }

  /** Embeddings of ids, [B, T] to float32 [B, T, D]. */
  NDArray embed(NDArray ids) {
    return BLOCK.call("embed", ids, weights.get(LlamaParameters.EMBEDDING));
  }

  /** Cosines and sines of positions [B, T], each [B, T, 1, H/2]. */
  NDList rotaryTables(NDArray positions) {
    return BLOCK.callForList("rotary_tables", positions, frequencies);
  }

  /** Causal mask: 0 where a key position [S] is up to a query position [B, T], else −∞. */
  static NDArray mask(NDArray positions, NDArray keys) {
    return BLOCK.call("mask", positions, keys); // [B, 1, T, S]
  }

  /** One position of each row: of [B, T, D] by an index [B], [B, D]. */
  static NDArray last(NDArray x, NDArray index) {
    return BLOCK.call("last", x, index);
  }

  /** Some rows, which may repeat, along the first dimension. */
  static NDArray select(NDArray x, NDArray index) {
    return BLOCK.call("select", x, index);
  }

  /** Some of the B·T positions of [B, T, D], by an index [M]: [M, D]. */
  static NDArray rows(NDArray x, NDArray index) {
    return BLOCK.call("rows", x, index);
  }

  /**
   * One block over new positions, [B, T, D].
   *
   * @param mask [B, 1, T, S]
   * @param keys of the layer so far, [B, G, capacity, H], to which the new ones are written
   * @param values likewise
   * @param positions int64 [B, T]
   */
  NDArray cachedBlock(
      int layer,
      NDArray x,
      NDList rotary,
      NDArray mask,
      NDArray keys,
      NDArray values,
      NDArray positions) {
    return BLOCK.call(
        "block_cached",
        x,
        rotary.get(0),
        rotary.get(1),
        mask,
        keys,
        values,
        positions,
        config.epsilon(),
        precision,
        block(layer));
  }

  /** Zeros of the type in which blocks compute. */
  NDArray kvBuffer(NDManager manager, long... shape) {
    NDArray zeros = manager.zeros(new Shape(shape));
    if (!precision.isBfloat16()) {
      return zeros;
    }
    try (zeros) {
      return TorchOps.bfloat16(zeros);
    }
  }

  private NDArray[] block(int layer) {
    return weights.all(LlamaParameters.block(layer), LlamaParameters.BLOCK_PARTS);
  }
}
