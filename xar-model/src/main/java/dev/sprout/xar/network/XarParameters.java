package dev.sprout.xar.network;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes and initialisation of the network's arrays, as in the released checkpoints, which
 * have no prefix.
 */
final class XarParameters {
  /** Width of the sinusoidal time embedding. */
  private static final int TIME_WAVES = 256;

  private final List<Parameter> parameters = new ArrayList<>();

  private XarParameters() {}

  static List<Parameter> of(XarConfig config) {
    XarParameters layout = new XarParameters();
    int d = config.width();
    int positions = config.layout().positions();
    layout.embedding("class_emb.weight", config.classes() + 1, d);
    layout.linear("time_embed.mlp.0", TIME_WAVES, d);
    layout.linear("time_embed.mlp.2", d, d);
    layout.linear("z_proj", config.tokenChannels(), d);
    layout.embedding("encoder_pos_embed_learned", 1, positions, d);
    layout.norm("z_proj_ln", d);
    for (int i = 0; i < config.encoderBlocks(); i++) {
      layout.block("encoder_blocks." + i + ".", d, config.hidden());
    }
    layout.norm("encoder_norm", d);
    layout.linear("decoder_embed", d, d);
    layout.embedding("decoder_pos_embed_learned", 1, positions, d);
    for (int i = 0; i < config.decoderBlocks(); i++) {
      layout.block("decoder_blocks." + i + ".", d, config.hidden());
    }
    layout.norm("decoder_norm", d);
    layout.linear("pred", d, config.tokenChannels());
    if (config.prefix() != null) {
      layout.prefix(config.prefix(), d);
    }
    return layout.parameters;
  }

  /** Last, so that the other arrays begin at the values that they have without a prefix. */
  private void prefix(PrefixConfig prefix, int d) {
    linear("prefix.proj", prefix.width(), d);
    embedding("prefix.null", prefix.positions(), prefix.width());
    embedding("prefix.positions", 1, prefix.positions(), d);
    embedding("prefix.decoder_positions", 1, prefix.positions(), d);
    embedding("prefix.condition", d);
  }

  private void block(String prefix, int d, int hidden) {
    linear(prefix + "attn.qkv", d, 3 * d);
    linear(prefix + "attn.proj", d, d);
    linear(prefix + "mlp.fc1_g", d, hidden);
    linear(prefix + "mlp.fc1_x", d, hidden);
    linear(prefix + "mlp.fc2", hidden, d);
    linear(prefix + "ada_lin.1", d, 6 * d);
  }

  private void embedding(String name, long... shape) {
    parameters.add(Parameter.of(name, Initialisation.NORMAL_002, shape));
  }

  private void norm(String name, int d) {
    parameters.add(Parameter.of(name + ".weight", Initialisation.ONES, d));
  }

  private void linear(String name, int in, int out) {
    parameters.add(Parameter.of(name + ".weight", Initialisation.XAVIER_UNIFORM, out, in));
    parameters.add(Parameter.of(name + ".bias", Initialisation.ZEROS, out));
  }
}
