package dev.sprout.tokenunify.network;

import ai.djl.ndarray.NDArray;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The decoder: residual convolutions on what every stage hands over, joined from the coarsest to
 * the finest by transposed convolutions.
 */
final class UnetDecoder {
  private static final TorchScript SCRIPT = MambaUnet.SCRIPT;

  private final Weights weights;

  UnetDecoder(Weights weights) {
    this.weights = weights;
  }

  /**
   * The map in full resolution, before its sigmoid.
   *
   * @param block // [B, 1, z, y, x]
   * @param skips of the four stages, the finest first
   */
  NDArray map(NDArray block, List<NDArray> skips, BiConsumer<String, NDArray> observer) {
    int stages = skips.size();
    NDArray x = residual(skips.get(stages - 1), "encoder%d.layer.".formatted(stages + 1));
    observer.accept("encoder" + (stages + 1), x);
    for (int i = stages; i >= 1; i--) {
      NDArray finer = i == 1 ? block : skips.get(i - 2);
      NDArray skip = residual(finer, "encoder%d.layer.".formatted(i));
      String up = "decoder%d.".formatted(i + 1);
      NDArray joined =
          SCRIPT.call("joined", x, skip, weights.get(up + "transp_conv.conv.weight"));
      x = residual(joined, up + "conv_block.");
      observer.accept("decoder" + (i + 1), x);
    }
    x = residual(x, "decoder1.layer.");
    observer.accept("decoder1", x);
    NDArray[] out = weights.all("out.conv.conv.", "weight", "bias");
    return SCRIPT.call("project", x, out[0], out[1]);
  }

  private NDArray residual(NDArray x, String prefix) {
    NDArray w1 = weights.get(prefix + "conv1.conv.weight");
    NDArray w2 = weights.get(prefix + "conv2.conv.weight");
    String projection = prefix + "conv3.conv.weight";
    return weights.arrays().containsKey(projection)
        ? SCRIPT.call("residual_projected", x, w1, w2, weights.get(projection))
        : SCRIPT.call("residual", x, w1, w2);
  }
}
