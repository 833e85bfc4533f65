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
 * The LLaMA decoder (Touvron et al., 2023) with the array names and the half-rotation layout of its
 * Hugging Face checkpoints: from ids to the logits of the id that follows each.
 *
 * <p>B sequences, T positions, D width, V words. The weights are constant and may serve several
 * threads; results belong to the manager of the first argument.
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
   * @param manager owns the rotary frequencies
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

  /** Whether an array of a checkpoint is a table that this class computes itself. */
  public static boolean isBuffer(String name) {
    return name.endsWith("rotary_emb.inv_freq");
  }

  /** Weights for inference in bfloat16, in half the memory; only normalisations stay float32. */
  public static Weights rounded(Weights weights, NDManager parent) {
    return weights.rounded(LlamaNetwork::isRounded, parent);
  }

  /** Whether inference in bfloat16 rounds an array. */
  static boolean isRounded(String name) {
    return !name.endsWith("norm.weight");
  }

  /** Its sizes. */
  public LlamaConfig config() {
    return config;
  }

  /**
   * Logits of what follows each position; differentiable in the weights.
   *
   * @param ids int64 [B, T], T at most {@link LlamaConfig#maxPositions}
   * @return float32 [B, T, V]
   * @throws UserError for longer sequences
   */
  public NDArray logits(NDArray ids) {
    return head(hidden(ids));
  }

  /**
   * What the last block puts out; differentiable in the weights.
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
   * An empty memory of sequences.
   *
   * @param rows sequences at once
   * @param capacity positions of each
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

  /** Zero where a slot, [S], is not later than a position, [B, T], else −∞: [B, 1, T, S]. */
  static NDArray mask(NDArray positions, NDArray slots) {
    return BLOCK.call("mask", positions, slots);
  }

  /** Of each row of [B, T, D] the position of its index, [B]: [B, D]. */
  static NDArray last(NDArray x, NDArray index) {
    return BLOCK.call("last", x, index);
  }

  /** Some rows, which may repeat, along the first dimension. */
  static NDArray select(NDArray x, NDArray index) {
    return BLOCK.call("select", x, index);
  }

  /** Some positions, [M], of the B·T ones of [B, T, D]: [M, D]. */
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

  /** Memory of zeros in the type that blocks compute in. */
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
