package dev.sprout.seed;

import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorShapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Configuration of a SEED tokenizer, from the shapes of a checkpoint. */
final class SeedConfigReader {
  /** Number of queries that makes the released code causal; others attend in both directions. */
  private static final int CAUSAL_QUERIES = 32;

  private final TensorShapes shapes;

  private SeedConfigReader(TensorShapes shapes) {
    this.shapes = shapes;
  }

  /**
   * The configuration; numbers of heads are given, as shapes don't state them.
   *
   * @param file name of the checkpoint in messages
   * @throws dev.sprout.core.UserError when the checkpoint holds no SEED tokenizer
   */
  static SeedConfig of(Path file, Map<String, TensorInfo> tensors, int visionHeads, int heads) {
    TensorShapes shapes = new TensorShapes(file, "SEED tokenizer", tensors);
    return new SeedConfigReader(shapes).read(visionHeads, heads);
  }

  private SeedConfig read(int visionHeads, int heads) {
    int patch = size("visual_encoder.patch_embed.proj.weight", 2);
    int words = optional("Qformer.bert.embeddings.word_embeddings.weight", 0);
    boolean text = words > 0 && shapes.has("text_proj.weight");
    return new SeedConfig(
        patch
            * TensorShapes.side(shapes.file(), size("visual_encoder.pos_embed", 1) - 1, "patches"),
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
        text ? size("text_proj.weight", 0) : 0,
        null);
  }

  private List<Integer> headWidths() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; shapes.has("image_down." + i + ".weight"); i += 2) {
      widths.add(size("image_down." + i + ".weight", 0));
    }
    return widths;
  }

  private int count(String pattern) {
    return shapes.count(pattern);
  }

  private int optional(String name, int dimension) {
    return shapes.has(name) ? size(name, dimension) : 0;
  }

  private int size(String name, int dimension) {
    return shapes.size(name, dimension);
  }
}
