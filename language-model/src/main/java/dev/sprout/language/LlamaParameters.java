package dev.sprout.language;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Names, shapes and initialisation of the network's arrays, as in Hugging Face checkpoints. */
final class LlamaParameters {
  static final String EMBEDDING = "model.embed_tokens.weight";
  static final String NORM = "model.norm.weight";
  static final String HEAD = "lm_head.weight";

  /** Arrays of one block, in the order of the script's parameters. */
  static final String[] BLOCK_PARTS = {
    "input_layernorm.weight",
    "self_attn.q_proj.weight",
    "self_attn.k_proj.weight",
    "self_attn.v_proj.weight",
    "self_attn.o_proj.weight",
    "post_attention_layernorm.weight",
    "mlp.gate_proj.weight",
    "mlp.up_proj.weight",
    "mlp.down_proj.weight"
  };

  private LlamaParameters() {}

  static String block(int layer) {
    return "model.layers." + layer + ".";
  }

  static List<Parameter> of(LlamaConfig config) {
    int d = config.width();
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.of(EMBEDDING, Initialisation.NORMAL_002, config.vocabulary(), d));
    for (int i = 0; i < config.layers(); i++) {
      all.addAll(block(block(i), config));
    }
    all.add(Parameter.of(NORM, Initialisation.ONES, d));
    if (!config.tiedEmbeddings()) {
      all.add(Parameter.of(HEAD, Initialisation.NORMAL_002, config.vocabulary(), d));
    }
    return all;
  }

  private static List<Parameter> block(String prefix, LlamaConfig config) {
    int d = config.width();
    int kv = config.keyValueWidth();
    int hidden = config.hidden();
    return List.of(
        norm(prefix + BLOCK_PARTS[0], d),
        linear(prefix + BLOCK_PARTS[1], d, d),
        linear(prefix + BLOCK_PARTS[2], d, kv),
        linear(prefix + BLOCK_PARTS[3], d, kv),
        linear(prefix + BLOCK_PARTS[4], d, d),
        norm(prefix + BLOCK_PARTS[5], d),
        linear(prefix + BLOCK_PARTS[6], d, hidden),
        linear(prefix + BLOCK_PARTS[7], d, hidden),
        linear(prefix + BLOCK_PARTS[8], hidden, d));
  }

  private static Parameter norm(String name, int d) {
    return Parameter.of(name, Initialisation.ONES, d);
  }

  private static Parameter linear(String name, int in, int out) {
    return Parameter.of(name, Initialisation.XAVIER_UNIFORM, out, in);
  }
}
