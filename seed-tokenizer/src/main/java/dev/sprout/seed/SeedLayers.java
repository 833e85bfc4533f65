package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;

/**
 * The layers that all parts of the tokenizer share, over one set of weights and one precision. The
 * residual stream is float32; matrix products run in bfloat16 where asked. Thread-safe.
 */
final class SeedLayers {
  private static final TorchScript SCRIPT =
      TorchScript.load(SeedLayers.class, "SeedLayers.torchscript");

  private static final String[] NORM1 = {"norm1.weight", "norm1.bias"};
  private static final String[] AFTER_QKV = {
    "attn.proj.weight", "attn.proj.bias", "norm2.weight", "norm2.bias",
    "mlp.fc1.weight", "mlp.fc1.bias", "mlp.fc2.weight", "mlp.fc2.bias"
  };
  private static final String[] ATTENTION = {
    "self.query.weight", "self.query.bias", "self.key.weight", "self.key.bias",
    "self.value.weight", "self.value.bias", "output.dense.weight", "output.dense.bias",
    "output.LayerNorm.weight", "output.LayerNorm.bias"
  };

  private final Weights weights;
  private final NDArray precision;

  /**
   * Layers over weights.
   *
   * @param manager owns what this class needs beside the weights
   */
  SeedLayers(Weights weights, Precision precision, NDManager manager) {
    this.weights = weights;
    NDArray like = manager.zeros(new Shape(1));
    this.precision = precision.isBfloat16() ? TorchOps.bfloat16(like) : like;
  }

  NDArray weight(String name) {
    return weights.get(name);
  }

  /** Calls a function of {@code SeedLayers.torchscript} with weights behind the arguments. */
  NDArray call(String function, NDArray[] weightsOfIt, NDArray... arguments) {
    NDArray[] all = Arrays.copyOf(arguments, arguments.length + weightsOfIt.length);
    System.arraycopy(weightsOfIt, 0, all, arguments.length, weightsOfIt.length);
    return SCRIPT.call(function, all);
  }

  /** Pixels [B, 3, S, S] as patches behind a first token, [B, N, D]. */
  NDArray embedPatches(String prefix, NDArray pixels) {
    NDArray[] parts =
        weights.all(
            prefix, "patch_embed.proj.weight", "patch_embed.proj.bias", "cls_token", "pos_embed");
    return SCRIPT.call("embed_patches", pixels, parts[0], parts[1], parts[2], parts[3], precision);
  }

  /** A pre-norm block without key bias (EVA-CLIP). */
  NDArray evaBlock(String prefix, NDArray x, NDArray heads) {
    return visionBlock(
        "eva_block", prefix, x, heads, "attn.qkv.weight", "attn.q_bias", "attn.v_bias");
  }

  /** A pre-norm block. */
  NDArray block(String prefix, NDArray x, NDArray heads) {
    return visionBlock("vision_block", prefix, x, heads, "attn.qkv.weight", "attn.qkv.bias");
  }

  private NDArray visionBlock(
      String function, String prefix, NDArray x, NDArray heads, String... qkv) {
    String[] names = Arrays.copyOf(NORM1, NORM1.length + qkv.length + AFTER_QKV.length);
    System.arraycopy(qkv, 0, names, NORM1.length, qkv.length);
    System.arraycopy(AFTER_QKV, 0, names, NORM1.length + qkv.length, AFTER_QKV.length);
    return call(function, weights.all(prefix, names), x, heads, precision);
  }

  /** Post-norm attention of x to a context; {@code bias} is added to the scores. */
  NDArray attention(String prefix, NDArray x, NDArray context, NDArray heads, NDArray bias) {
    return call("attention", weights.all(prefix, ATTENTION), x, context, heads, bias, precision);
  }

  /** A post-norm MLP; {@code branch} is the suffix of its names. */
  NDArray feedForward(String prefix, String branch, NDArray x) {
    NDArray[] parts =
        weights.all(
            prefix,
            "intermediate" + branch + ".dense.weight",
            "intermediate" + branch + ".dense.bias",
            "output" + branch + ".dense.weight",
            "output" + branch + ".dense.bias",
            "output" + branch + ".LayerNorm.weight",
            "output" + branch + ".LayerNorm.bias");
    return call("feed_forward", parts, x, precision);
  }

  /** A normalisation by its function and prefix. */
  NDArray norm(String function, String prefix, NDArray x) {
    return call(function, weights.all(prefix, ".weight", ".bias"), x);
  }

  /** Linear, tanh, linear, in float32. */
  NDArray taskLayer(String prefix, NDArray x) {
    return call(
        "task_layer", weights.all(prefix, ".0.weight", ".0.bias", ".2.weight", ".2.bias"), x);
  }

  /** x·Wᵀ + b in float32. */
  NDArray linear(String prefix, NDArray x) {
    return TorchOps.linear(x, weight(prefix + ".weight"), weight(prefix + ".bias"));
  }
}
