package dev.sprout.autoencoder;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the sizes of a KL autoencoder off the arrays of a checkpoint. */
public final class AutoencoderConfigReader {
  private AutoencoderConfigReader() {}

  /**
   * The sizes of an autoencoder without folding.
   *
   * @param file what messages call the checkpoint
   * @param imageSize pixels a side, which the arrays don't tell
   * @param latentScale factor to unit variance, which they don't tell either
   * @throws UserError when they are those of no KL autoencoder
   */
  public static AutoencoderConfig of(
      Path file, Map<String, TensorInfo> tensors, int imageSize, double latentScale) {
    int channels = first(file, tensors, "encoder.conv_in.weight");
    List<Integer> multipliers = new ArrayList<>();
    while (tensors.containsKey(block(multipliers.size(), 0))) {
      multipliers.add(first(file, tensors, block(multipliers.size(), 0)) / channels);
    }
    int blocks = 0;
    while (tensors.containsKey(block(0, blocks))) {
      blocks++;
    }
    int latentChannels = first(file, tensors, "post_quant_conv.weight");
    return new AutoencoderConfig(
        imageSize, 1, channels, multipliers, blocks, latentChannels, latentScale);
  }

  private static String block(int level, int block) {
    return "encoder.down." + level + ".block." + block + ".conv1.weight";
  }

  private static int first(Path file, Map<String, TensorInfo> tensors, String name) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length == 0) {
      throw UserError.failure("%s holds no %s: it is no KL autoencoder", file, name);
    }
    return Math.toIntExact(info.shape()[0]);
  }
}
