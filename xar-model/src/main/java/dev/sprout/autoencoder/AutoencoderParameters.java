package dev.sprout.autoencoder;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes and initialisation of the autoencoder's arrays, as in the KL-16 checkpoints of MAR.
 */
final class AutoencoderParameters {
  private final AutoencoderConfig config;
  private final List<Parameter> parameters = new ArrayList<>();

  private AutoencoderParameters(AutoencoderConfig config) {
    this.config = config;
  }

  static List<Parameter> of(AutoencoderConfig config) {
    AutoencoderParameters layout = new AutoencoderParameters(config);
    layout.encoder();
    layout.decoder();
    int z = config.latentChannels();
    layout.conv("quant_conv", 2 * z, 2 * z, 1);
    layout.conv("post_quant_conv", z, z, 1);
    return layout.parameters;
  }

  private void encoder() {
    conv("encoder.conv_in", config.foldedChannels(), config.width(0), 3);
    int in = config.width(0);
    int lowest = config.levels() - 1;
    for (int level = 0; level <= lowest; level++) {
      String prefix = "encoder.down." + level + ".";
      for (int block = 0; block < config.blocks(); block++) {
        residual(prefix + "block." + block, in, config.width(level));
        in = config.width(level);
        if (level == lowest) {
          attention(prefix + "attn." + block, in);
        }
      }
      if (level < lowest) {
        conv(prefix + "downsample.conv", in, in, 3);
      }
    }
    middle("encoder.mid.", in);
    norm("encoder.norm_out", in);
    conv("encoder.conv_out", in, 2 * config.latentChannels(), 3);
  }

  private void decoder() {
    int lowest = config.levels() - 1;
    int in = config.width(lowest);
    conv("decoder.conv_in", config.latentChannels(), in, 3);
    middle("decoder.mid.", in);
    for (int level = lowest; level >= 0; level--) {
      String prefix = "decoder.up." + level + ".";
      for (int block = 0; block <= config.blocks(); block++) {
        residual(prefix + "block." + block, in, config.width(level));
        in = config.width(level);
      }
      if (level > 0) {
        conv(prefix + "upsample.conv", in, in, 3);
      }
    }
    norm("decoder.norm_out", in);
    conv("decoder.conv_out", in, config.foldedChannels(), 3);
  }

  private void middle(String prefix, int channels) {
    residual(prefix + "block_1", channels, channels);
    attention(prefix + "attn_1", channels);
    residual(prefix + "block_2", channels, channels);
  }

  private void residual(String prefix, int in, int out) {
    norm(prefix + ".norm1", in);
    conv(prefix + ".conv1", in, out, 3);
    norm(prefix + ".norm2", out);
    conv(prefix + ".conv2", out, out, 3);
    if (in != out) {
      conv(prefix + ".nin_shortcut", in, out, 1);
    }
  }

  private void attention(String prefix, int channels) {
    norm(prefix + ".norm", channels);
    for (String part : List.of("q", "k", "v", "proj_out")) {
      conv(prefix + "." + part, channels, channels, 1);
    }
  }

  private void norm(String name, int channels) {
    parameters.add(Parameter.of(name + ".weight", Initialisation.ONES, channels));
    parameters.add(Parameter.of(name + ".bias", Initialisation.ZEROS, channels));
  }

  private void conv(String name, int in, int out, int kernel) {
    parameters.add(
        Parameter.of(name + ".weight", Initialisation.LECUN_UNIFORM, out, in, kernel, kernel));
    parameters.add(Parameter.of(name + ".bias", Initialisation.ZEROS, out));
  }
}
