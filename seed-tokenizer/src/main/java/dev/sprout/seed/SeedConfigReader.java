package dev.sprout.seed;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the sizes of a SEED tokenizer off the arrays of a checkpoint. */
final class SeedConfigReader {
  /** The released code is causal for exactly so many queries, and sees both ways for others. */
  private static final int CAUSAL_QUERIES = 32;

  private final Path file;
  private final Map<String, TensorInfo> tensors;

  private SeedConfigReader(Path file, Map<String, TensorInfo> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /**
   * All sizes; heads are what the arrays don't tell.
   *
   * @param file what messages call the checkpoint
   * @throws UserError when the arrays are those of no SEED tokenizer
   */
  static SeedConfig of(Path file, Map<String, TensorInfo> tensors, int visionHeads, int heads) {
    return new SeedConfigReader(file, tensors).read(visionHeads, heads);
  }

  private SeedConfig read(int visionHeads, int heads) {
    int patch = size("visual_encoder.patch_embed.proj.weight", 2);
    int words = optional("Qformer.bert.embeddings.word_embeddings.weight", 0);
    boolean text = words > 0 && tensors.containsKey("text_proj.weight");
    return new SeedConfig(
        patch * side(size("visual_encoder.pos_embed", 1) - 1),
        patch,
        size("visual_encoder.cls_token", 2),
        count("visual_encoder.blocks.%d.attn.qkv.weight"),
        visionHeads,
        size("visual_encoder.blocks.0.mlp.fc1.weight", 0),
        size("query_tokens", 1),
        size("query_tokens", 1) == CAUSAL_QUERIES,
        size("query_tokens", 2),
        count("Qformer.bert.encoder.layer.%d.attention.self.query.weight"),
        heads,
        size("Qformer.bert.encoder.layer.0.intermediate_query.dense.weight", 0),
        size("quantize.embedding.weight", 0),
        size("quantize.embedding.weight", 1),
        count("blocks_image.%d.attn.qkv.weight"),
        headWidths(),
        count("Reverse_Qformer.bert.encoder.layer.%d.attention.self.query.weight"),
        size("distill_image_proj.weight", 0),
        text ? words : 0,
        text ? size("Qformer.bert.embeddings.position_embeddings.weight", 0) : 0,
        text ? size("text_proj.weight", 0) : 0);
  }

  private List<Integer> headWidths() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; tensors.containsKey("image_down." + i + ".weight"); i += 2) {
      widths.add(size("image_down." + i + ".weight", 0));
    }
    return widths;
  }

  private int count(String pattern) {
    int count = 0;
    while (tensors.containsKey(pattern.formatted(count))) {
      count++;
    }
    return count;
  }

  private int side(int square) {
    int root = (int) Math.round(Math.sqrt(square));
    if (root * root != square) {
      throw UserError.failure("%s: %d patches are no square", file, square);
    }
    return root;
  }

  private int optional(String name, int dimension) {
    return tensors.containsKey(name) ? size(name, dimension) : 0;
  }

  private int size(String name, int dimension) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length <= dimension) {
      throw UserError.failure("%s holds no %s: it is no SEED tokenizer", file, name);
    }
    return Math.toIntExact(info.shape()[dimension]);
  }
}
