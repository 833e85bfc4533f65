package dev.sprout.tokenunify.network;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The arrays of the network, with their names in published checkpoints. */
final class MambaUnetParameters {
  private final MambaUnetConfig config;
  private final List<Parameter> all = new ArrayList<>();

  private MambaUnetParameters(MambaUnetConfig config) {
    this.config = config;
  }

  static List<Parameter> of(MambaUnetConfig config) {
    MambaUnetParameters parameters = new MambaUnetParameters(config);
    parameters.stages();
    parameters.decoder();
    return List.copyOf(parameters.all);
  }

  private void stages() {
    for (int i = 0; i < MambaUnetConfig.STAGES; i++) {
      int dim = config.dims().get(i);
      int previous = i == 0 ? 1 : config.dims().get(i - 1);
      long side = i == 0 ? 7 : 2;
      biased("vit.downsample_layers.%d.%d".formatted(i, i == 0 ? 0 : 1), dim, previous, 1, side);
      String gsc = "vit.gscs.%d.proj".formatted(i);
      biased(gsc, dim, dim, 3, 3);
      biased(gsc + "2", dim, dim, 3, 3);
      biased(gsc + "3", dim, dim, 1, 1);
      biased(gsc + "4", dim, dim, 1, 1);
      for (int j = 0; j < config.depth(); j++) {
        String layer = "vit.stages.%d.%d.".formatted(i, j);
        all.add(Parameter.of(layer + "norm.weight", Initialisation.ONES, dim));
        all.add(Parameter.of(layer + "norm.bias", Initialisation.ZEROS, dim));
        all.addAll(config.mamba(i).parameters(layer + "mamba."));
      }
      biased("vit.mlps.%d.fc1".formatted(i), 2 * dim, dim, 1, 1);
      biased("vit.mlps.%d.fc2".formatted(i), dim, 2 * dim, 1, 1);
    }
  }

  private void decoder() {
    List<Integer> dims = config.dims();
    residual("encoder1.layer.", 1, dims.get(0));
    for (int i = 1; i < MambaUnetConfig.STAGES; i++) {
      residual("encoder%d.layer.".formatted(i + 1), dims.get(i - 1), dims.get(i));
    }
    residual("encoder5.layer.", dims.get(MambaUnetConfig.STAGES - 1), config.hidden());
    for (int i = MambaUnetConfig.STAGES - 1; i >= 0; i--) {
      int coarser = i == MambaUnetConfig.STAGES - 1 ? config.hidden() : dims.get(i + 1);
      String up = "decoder%d.".formatted(i + 2);
      weight(up + "transp_conv.conv", coarser, dims.get(i), 2, 2, 2);
      residual(up + "conv_block.", 2 * dims.get(i), dims.get(i));
    }
    residual("decoder1.layer.", dims.get(0), dims.get(0));
    biased("out.conv.conv", config.outputs(), dims.get(0), 1, 1);
  }

  private void residual(String prefix, int in, int out) {
    List<Integer> k = config.kernel();
    weight(prefix + "conv1.conv", out, in, k.get(0), k.get(1), k.get(2));
    weight(prefix + "conv2.conv", out, out, k.get(0), k.get(1), k.get(2));
    if (in != out) {
      weight(prefix + "conv3.conv", out, in, 1, 1, 1);
    }
  }

  private void biased(String name, int out, int in, long depth, long side) {
    weight(name, out, in, depth, side, side);
    all.add(Parameter.of(name + ".bias", Initialisation.ZEROS, out));
  }

  private void weight(String name, long... shape) {
    all.add(Parameter.of(name + ".weight", Initialisation.FAN_IN_UNIFORM, shape));
  }
}
