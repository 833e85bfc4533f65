package dev.sprout.tokenunify.network;

import ai.djl.ndarray.NDArray;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.mamba.MambaBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The four stages of the encoder. Each halves all axes by a strided convolution, mixes neighbours
 * in a gated spatial convolution (GSC), and mixes the whole block in Mamba layers over its voxels
 * in raster order.
 */
final class MambaEncoder {
  private static final TorchScript SCRIPT = MambaUnet.SCRIPT;

  private final Weights weights;
  private final List<List<MambaBlock>> layers = new ArrayList<>(); // [stage][layer]

  MambaEncoder(MambaUnetConfig config, Weights weights) {
    this.weights = weights;
    for (int i = 0; i < MambaUnetConfig.STAGES; i++) {
      List<MambaBlock> stage = new ArrayList<>();
      for (int j = 0; j < config.depth(); j++) {
        stage.add(new MambaBlock(config.mamba(i), weights, layer(i, j) + "mamba."));
      }
      layers.add(stage);
    }
  }

  private static String layer(int stage, int layer) {
    return "vit.stages.%d.%d.".formatted(stage, layer);
  }

  /**
   * One stage.
   *
   * @param x // [B, C, z, y, x]
   * @param tape null without gradients
   * @return half as long along each axis
   */
  NDArray stage(int i, NDArray x, GradientTape tape, BiConsumer<String, NDArray> observer) {
    String down = "vit.downsample_layers.%d.%d.".formatted(i, i == 0 ? 0 : 1);
    NDArray halved = call(i == 0 ? "embed" : "halve", x, down, "weight", "bias");
    NDArray mixed = gsc(i, halved);
    observer.accept("gsc" + i, mixed);
    NDArray tokens = SCRIPT.call("tokens", mixed);
    for (int j = 0; j < layers.get(i).size(); j++) {
      NDArray normed = call("layer_norm", tokens, layer(i, j), "norm.weight", "norm.bias");
      MambaBlock block = layers.get(i).get(j);
      tokens = tape == null ? block.forward(normed) : block.forward(normed, tape);
    }
    NDArray volume = SCRIPT.call("volume", tokens, mixed);
    observer.accept("stage" + i, volume);
    return volume;
  }

  private NDArray gsc(int i, NDArray x) {
    return call(
        "gsc",
        x,
        "vit.gscs.%d.".formatted(i),
        "proj.weight",
        "proj.bias",
        "proj2.weight",
        "proj2.bias",
        "proj3.weight",
        "proj3.bias",
        "proj4.weight",
        "proj4.bias");
  }

  /** What a stage hands to the decoder. */
  NDArray skip(int i, NDArray x) {
    String mlp = "vit.mlps.%d.".formatted(i);
    return call("skip", x, mlp, "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias");
  }

  private NDArray call(String function, NDArray x, String prefix, String... names) {
    Object[] arguments = new Object[1 + names.length];
    arguments[0] = x;
    System.arraycopy(weights.all(prefix, names), 0, arguments, 1, names.length);
    return SCRIPT.call(function, arguments);
  }
}
