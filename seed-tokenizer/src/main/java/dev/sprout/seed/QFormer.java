package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * A BERT-shaped transformer whose learned queries look at a picture (BLIP-2, section 3.1),
 * post-norm. Every other layer attends to the context. Texts pass the same attention with MLPs of
 * their own.
 */
final class QFormer {
  /** What is added to scores that the causal mask forbids, as released. */
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
   * What the queries find in a context.
   *
   * @param queries name of the learned queries, [1, ≥ Q, D]
   * @param count how many of them, Q
   * @param context [B, N, C]
   * @param causal query i sees queries up to i only
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
   * Texts, each word seeing all of its text.
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
