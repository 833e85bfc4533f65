package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import java.util.List;

/**
 * The SEED tokenizer (arXiv 2310.01218, section 3; released {@code seed_quantizer.pt}): a vision
 * transformer, a causal Q-Former, a quantiser, and the de-tokenizer from codes to the generation
 * embedding.
 *
 * <p>B pictures of S pixels, N vision tokens, Q queries, D width, K code width. Weights are
 * constant and may serve several threads; results belong to the manager of the first argument.
 */
public final class SeedNetwork {
  private final SeedConfig config;
  private final SeedLayers layers;
  private final QFormer causal;
  private final QFormer reverse;
  private final Quantiser quantiser;

  /**
   * Creates a network over weights of {@link #parameters}.
   *
   * @param precision of matrix products before the codebook
   */
  public SeedNetwork(SeedConfig config, Weights weights, Precision precision) {
    this.config = config;
    this.layers = new SeedLayers(weights, precision);
    this.causal = new QFormer(layers, "Qformer.", config.depth(), config.heads());
    this.reverse = new QFormer(layers, "Reverse_Qformer.", config.reverseDepth(), config.heads());
    this.quantiser =
        config.hasCodebook()
            ? new VectorQuantiser(layers)
            : new FiniteScalarQuantiser(config.quantiser().levels());
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(SeedConfig config) {
    return SeedParameters.of(config);
  }

  /** Sizes of the network. */
  public SeedConfig config() {
    return config;
  }

  /**
   * Vision tokens of pictures (EVA-CLIP, without its last block).
   *
   * @param pixels normalised, [B, 3, S, S]
   * @return [B, N, C]
   */
  public NDArray vision(NDArray pixels) {
    return seen(layers.embedPatches("visual_encoder.", pixels));
  }

  /**
   * Vision tokens of a subset of the patches (FLIP, arXiv 2212.00794).
   *
   * @param tokens indices of the kept vision tokens, int64 [M] out of N
   * @return [B, M, C]
   */
  NDArray vision(NDArray pixels, NDArray tokens) {
    NDArray all = layers.embedPatches("visual_encoder.", pixels); // [B, N, C]
    return seen(layers.call("chosen_tokens", all, tokens));
  }

  private NDArray seen(NDArray embedded) {
    NDArray x = embedded; // [B, N, C]
    for (int i = 0; i < config.visionDepth(); i++) {
      x = layers.evaBlock("visual_encoder.blocks." + i + ".", x, config.visionHeads());
    }
    return layers.norm("norm_vision", "ln_vision", x);
  }

  /** Causal embeddings of vision tokens: [B, N, C] → [B, Q, D]. */
  public NDArray causalEmbeddings(NDArray vision) {
    return causalEmbeddings(vision, config.queries());
  }

  /** First {@code count} causal embeddings, which the later ones don't influence. */
  public NDArray causalEmbeddings(NDArray vision, int count) {
    return causal.queries("query_tokens", count, vision, config.causal());
  }

  /** Causal embeddings projected to the codebook's space: [B, Q, D] → [B, Q, K]. */
  public NDArray project(NDArray causalEmbeddings) {
    return layers.taskLayer("encode_task_layer", causalEmbeddings);
  }

  /** Quantiser of projected embeddings. */
  public Quantiser quantiser() {
    return quantiser;
  }

  /** Codes projected back to the Q-Former's width: [B, Q, K] → [B, Q, D]. */
  public NDArray decodeCodes(NDArray codes) {
    return layers.taskLayer("decode_task_layer", codes);
  }

  /** Causal embeddings reconstructed from decoded codes: [B, Q, D] → [B, Q, D]. */
  public NDArray reconstructCausal(NDArray decoded) {
    return stack("", decoded);
  }

  /** Generation embedding of decoded codes, the generator's condition: [B, Q, D] → [B, E]. */
  public NDArray generationEmbedding(NDArray decoded) {
    NDArray x = stack("_image", decoded); // [B, Q, D]
    long batch = x.getShape().get(0);
    if (config.headWidths().isEmpty()) {
      x = reverse.queries("reverse_tokens", 1, x, false); // [B, 1, D]
    } else {
      for (int i = 0; i < config.headWidths().size(); i++) {
        boolean last = i == config.headWidths().size() - 1;
        NDArray weight = layers.weight("image_down." + 2 * i + ".weight");
        x = layers.call(last ? "plain_linear" : "relu_linear", x, weight);
      }
    }
    return layers.linear("distill_image_proj", x.reshape(batch, -1));
  }

  /** Image embedding in the joint space, from the mean vision token: [B, N, C] → unit [B, P]. */
  NDArray pooledEmbedding(NDArray vision) {
    return unit(layers.linear("pool_proj", vision.mean(new int[] {1})));
  }

  /**
   * Image embedding in the joint space, from the last causal embedding: [B, Q, D] → unit [B, P].
   */
  public NDArray imageEmbedding(NDArray causalEmbeddings) {
    NDArray last = causalEmbeddings.get(new NDIndex(":, -1"));
    return unit(layers.linear("vision_proj", last));
  }

  /** Like {@link #textEmbedding(NDArray, NDArray)}, with id 0 as padding. */
  NDArray textEmbedding(NDArray ids) {
    return textEmbedding(ids, ids.neq(0).toType(DataType.FLOAT32, false));
  }

  /**
   * Text embedding in the joint space, from the output at the first position.
   *
   * @param ids word ids, int64 [B, T]; the first is the start mark
   * @param present 1 for words, 0 for padding, [B, T]
   * @return unit vectors [B, P]
   */
  public NDArray textEmbedding(NDArray ids, NDArray present) {
    NDArray first = causal.text(ids, present).get(new NDIndex(":, 0"));
    return unit(layers.linear("text_proj", first));
  }

  private NDArray stack(String suffix, NDArray decoded) {
    NDArray x = decoded.add(layers.weight("pos_embed" + suffix));
    for (int i = 0; i < config.detokenizerDepth(); i++) {
      x = layers.block("blocks" + suffix + "." + i + ".", x, config.heads());
    }
    return x;
  }

  private NDArray unit(NDArray x) {
    return layers.call("unit_vectors", x);
  }
}
