package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;

/**
 * Layers shared by all parts of the tokenizer, over its weights. The residual stream is float32;
 * matrix products take the given precision. Thread-safe.
 */
final class SeedLayers {
  private static final TorchScript SCRIPT =
      TorchScript.load(SeedLayers.class, "SeedLayers.torchscript");

  private static final String[] BLOCK_ATTENTION = {
    "norm1.weight",
    "norm1.bias",
    "attn.qkv.weight",
    "attn.qkv.bias",
    "attn.proj.weight",
    "attn.proj.bias"
  };
  private static final String[] EVA_ATTENTION = {
    "norm1.weight",
    "norm1.bias",
    "attn.qkv.weight",
    "attn.q_bias",
    "attn.v_bias",
    "attn.proj.weight",
    "attn.proj.bias"
  };
  private static final String[] BLOCK_MLP = {
    "norm2.weight", "norm2.bias", "mlp.fc1.weight", "mlp.fc1.bias", "mlp.fc2.weight", "mlp.fc2.bias"
  };
  private static final String[] ATTENTION = {
    "self.query.weight", "self.query.bias", "self.key.weight", "self.key.bias",
    "self.value.weight", "self.value.bias", "output.dense.weight", "output.dense.bias",
    "output.LayerNorm.weight", "output.LayerNorm.bias"
  };

  private final Weights weights;
  private final Precision precision;

  /** Creates layers over weights. */
  SeedLayers(Weights weights, Precision precision) {
    this.weights = weights;
    this.precision = precision;
  }

  NDArray weight(String name) {
    return weights.get(name);
  }

  /** Calls a function of {@code SeedLayers.torchscript}. */
  NDArray call(String function, Object... arguments) {
    return SCRIPT.call(function, arguments);
  }

  /** Patch embedding with class token: pixels [B, 3, S, S] → [B, N, D]. */
  NDArray embedPatches(String prefix, NDArray pixels) {
    NDArray[] parts =
        weights.all(
            prefix, "patch_embed.proj.weight", "patch_embed.proj.bias", "cls_token", "pos_embed");
    return SCRIPT.call("embed_patches", pixels, precision, parts);
  }

  /** Pre-norm block without key bias (EVA-CLIP), [B, N, D]. */
  NDArray evaBlock(String prefix, NDArray x, int heads) {
    return visionBlock("eva_block", prefix, x, heads, EVA_ATTENTION);
  }

  /** Pre-norm block, [B, N, D]. */
  NDArray block(String prefix, NDArray x, int heads) {
    return visionBlock("vision_block", prefix, x, heads, BLOCK_ATTENTION);
  }

  private NDArray visionBlock(
      String function, String prefix, NDArray x, int heads, String[] attention) {
    NDArray[] first = weights.all(prefix, attention);
    return SCRIPT.call(function, x, heads, precision, first, weights.all(prefix, BLOCK_MLP));
  }

  /**
   * Post-norm attention of x [B, Q, D] to a context [B, N, C]; {@code bias} is added to the scores.
   */
  NDArray attention(String prefix, NDArray x, NDArray context, int heads, NDArray bias) {
    NDArray[] parts = weights.all(prefix, ATTENTION);
    return SCRIPT.call("attention", x, context, heads, bias, precision, parts);
  }

  /** Post-norm MLP, [B, Q, D]; {@code branch} is the suffix of its array names. */
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
    return SCRIPT.call("feed_forward", x, precision, parts);
  }

  /** Layer normalisation, by script function and name prefix. */
  NDArray norm(String function, String prefix, NDArray x) {
    return SCRIPT.call(function, x, weight(prefix + ".weight"), weight(prefix + ".bias"));
  }

  /** Linear, tanh, linear in float32, [B, Q, ·]. */
  NDArray taskLayer(String prefix, NDArray x) {
    NDArray[] parts = weights.all(prefix, ".0.weight", ".0.bias", ".2.weight", ".2.bias");
    return SCRIPT.call("task_layer", x, parts);
  }

  /** x·Wᵀ + b in float32. */
  NDArray linear(String prefix, NDArray x) {
    return TorchOps.linear(x, weight(prefix + ".weight"), weight(prefix + ".bias"));
  }
}
