package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Q-Former (BLIP-2, arXiv 2301.12597, section 3.1): a post-norm BERT whose learned queries attend
 * to a context in every other layer. Texts share the self-attention and have MLPs of their own.
 */
final class QFormer {
  /** Bias of masked scores, as released. */
  private static final float FORBIDDEN = -10_000;

  private static final int CROSS_EVERY = 2;

  private final SeedLayers layers;
  private final String prefix;
  private final int depth;
  private final int heads;

  QFormer(SeedLayers layers, String prefix, int depth, int heads) {
    this.layers = layers;
    this.prefix = prefix + "bert.";
    this.depth = depth;
    this.heads = heads;
  }

  /** Whether a layer attends to the context. */
  static boolean crosses(int layer) {
    return layer % CROSS_EVERY == 0;
  }

  /**
   * Query outputs over a context.
   *
   * @param queries name of the learned queries' array, [1, ≥ Q, D]
   * @param count number of queries, Q
   * @param context [B, N, C]
   * @param causal whether query i attends to queries 0 to i only
   * @return [B, Q, D]
   */
  NDArray queries(String queries, int count, NDArray context, boolean causal) {
    long batch = context.getShape().get(0);
    NDManager scope = context.getManager();
    NDArray learned = layers.weight(queries).get(scope, new NDIndex(":, :" + count));
    NDArray bias = scope.create(causal ? causalBias(count) : new float[count * count]);
    bias = bias.reshape(count, count);
    NDArray x = layers.norm("norm_tokens", prefix + "embeddings.LayerNorm", learned);
    x = x.broadcast(new Shape(batch, count, x.getShape().get(2))); // [B, Q, D]
    NDArray all = scope.zeros(new Shape(1, 1));
    for (int i = 0; i < depth; i++) {
      String layer = prefix + "encoder.layer." + i + ".";
      x = layers.attention(layer + "attention.", x, x, heads, bias);
      if (crosses(i)) {
        x = layers.attention(layer + "crossattention.", x, context, heads, all);
      }
      x = layers.feedForward(layer, "_query", x);
    }
    return x;
  }

  /**
   * Text outputs under bidirectional attention.
   *
   * @param ids int64 [B, T]
   * @param present 1 for words, 0 for padding, [B, T]
   * @return [B, T, D]
   */
  NDArray text(NDArray ids, NDArray present) {
    NDArray bias = present.sub(1).mul(-FORBIDDEN).expandDims(1).expandDims(1); // [B, 1, 1, T]
    String embeddings = prefix + "embeddings.";
    NDArray[] parts = {
      layers.weight(embeddings + "word_embeddings.weight"),
      layers.weight(embeddings + "position_embeddings.weight"),
      layers.weight(embeddings + "LayerNorm.weight"),
      layers.weight(embeddings + "LayerNorm.bias")
    };
    NDArray x = layers.call("embed_text", ids, parts);
    for (int i = 0; i < depth; i++) {
      String layer = prefix + "encoder.layer." + i + ".";
      x = layers.attention(layer + "attention.", x, x, heads, bias);
      x = layers.feedForward(layer, "", x);
    }
    return x;
  }

  private static float[] causalBias(int count) {
    float[] bias = new float[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        bias[i * count + j] = FORBIDDEN;
      }
    }
    return bias;
  }
}
