package dev.sprout.seed;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Names, shapes and initialisation of the tokenizer's arrays, as in {@code seed_quantizer.pt}. */
final class SeedParameters {
  private final List<Parameter> parameters = new ArrayList<>();

  private SeedParameters() {}

  static List<Parameter> of(SeedConfig config) {
    SeedParameters layout = new SeedParameters();
    layout.vision(config);
    layout.embedding("query_tokens", 1, config.queries(), config.width());
    layout.qFormer("Qformer.", config, config.depth(), config.visionWidth());
    layout.quantiser(config);
    layout.detokenizer(config);
    if (config.hasText()) {
      layout.text(config);
    }
    return layout.parameters;
  }

  private void vision(SeedConfig config) {
    String prefix = "visual_encoder.";
    int d = config.visionWidth();
    embedding(prefix + "cls_token", 1, 1, d);
    embedding(prefix + "pos_embed", 1, config.visionTokens(), d);
    matrix(prefix + "patch_embed.proj.weight", d, 3, config.patch(), config.patch());
    add(prefix + "patch_embed.proj.bias", Initialisation.ZEROS, d);
    for (int i = 0; i < config.visionDepth(); i++) {
      String block = prefix + "blocks." + i + ".";
      norm(block + "norm1", d);
      add(block + "attn.q_bias", Initialisation.ZEROS, d);
      add(block + "attn.v_bias", Initialisation.ZEROS, d);
      matrix(block + "attn.qkv.weight", 3L * d, d);
      linear(block + "attn.proj", d, d);
      norm(block + "norm2", d);
      linear(block + "mlp.fc1", d, config.visionHidden());
      linear(block + "mlp.fc2", config.visionHidden(), d);
    }
    norm("ln_vision", d);
  }

  private void qFormer(String prefix, SeedConfig config, int depth, int contextWidth) {
    int d = config.width();
    norm(prefix + "bert.embeddings.LayerNorm", d);
    for (int i = 0; i < depth; i++) {
      String layer = prefix + "bert.encoder.layer." + i + ".";
      attention(layer + "attention.", d, d);
      if (QFormer.crosses(i)) {
        attention(layer + "crossattention.", d, contextWidth);
      }
      linear(layer + "intermediate_query.dense", d, config.hidden());
      linear(layer + "output_query.dense", config.hidden(), d);
      norm(layer + "output_query.LayerNorm", d);
    }
  }

  private void attention(String prefix, int d, int contextWidth) {
    linear(prefix + "self.query", d, d);
    linear(prefix + "self.key", contextWidth, d);
    linear(prefix + "self.value", contextWidth, d);
    linear(prefix + "output.dense", d, d);
    norm(prefix + "output.LayerNorm", d);
  }

  private void quantiser(SeedConfig config) {
    int d = config.width();
    linear("encode_task_layer.0", d, d);
    linear("encode_task_layer.2", d, config.codeWidth());
    if (config.hasCodebook()) {
      matrix(VectorQuantiser.CODEBOOK, config.codes(), config.codeWidth());
    }
    linear("decode_task_layer.0", config.codeWidth(), config.codeWidth());
    linear("decode_task_layer.2", config.codeWidth(), d);
  }

  private void detokenizer(SeedConfig config) {
    int d = config.width();
    for (String stack : config.hasGenerationEmbedding() ? List.of("", "_image") : List.of("")) {
      add("pos_embed" + stack, Initialisation.ZEROS, 1, config.queries(), d);
      for (int i = 0; i < config.detokenizerDepth(); i++) {
        String block = "blocks" + stack + "." + i + ".";
        norm(block + "norm1", d);
        linear(block + "attn.qkv", d, 3 * d);
        linear(block + "attn.proj", d, d);
        norm(block + "norm2", d);
        linear(block + "mlp.fc1", d, 4 * d);
        linear(block + "mlp.fc2", 4 * d, d);
      }
    }
    if (config.hasGenerationEmbedding()) {
      head(config);
    }
  }

  private void head(SeedConfig config) {
    int in = config.width();
    if (config.headWidths().isEmpty()) {
      embedding("reverse_tokens", 1, 1, in);
      qFormer("Reverse_Qformer.", config, config.reverseDepth(), in);
      linear("distill_image_proj", in, config.embedding());
      return;
    }
    for (int i = 0; i < config.headWidths().size(); i++) {
      int out = config.headWidths().get(i);
      matrix("image_down." + 2 * i + ".weight", out, in);
      in = out;
    }
    linear("distill_image_proj", config.queries() * in, config.embedding());
  }

  private void text(SeedConfig config) {
    int d = config.width();
    embedding("Qformer.bert.embeddings.word_embeddings.weight", config.words(), d);
    embedding("Qformer.bert.embeddings.position_embeddings.weight", config.textLength(), d);
    for (int i = 0; i < config.depth(); i++) {
      String layer = "Qformer.bert.encoder.layer." + i + ".";
      linear(layer + "intermediate.dense", d, config.hidden());
      linear(layer + "output.dense", config.hidden(), d);
      norm(layer + "output.LayerNorm", d);
    }
    linear("pool_proj", config.visionWidth(), config.contrastWidth());
    linear("vision_proj", d, config.contrastWidth());
    linear("text_proj", d, config.contrastWidth());
  }

  private void embedding(String name, long... shape) {
    add(name, Initialisation.NORMAL_002, shape);
  }

  private void matrix(String name, long... shape) {
    add(name, Initialisation.XAVIER_UNIFORM, shape);
  }

  private void norm(String name, int d) {
    add(name + ".weight", Initialisation.ONES, d);
    add(name + ".bias", Initialisation.ZEROS, d);
  }

  private void linear(String name, int in, int out) {
    matrix(name + ".weight", out, in);
    add(name + ".bias", Initialisation.ZEROS, out);
  }

  private void add(String name, Initialisation initialisation, long... shape) {
    parameters.add(Parameter.of(name, initialisation, shape));
  }
}
