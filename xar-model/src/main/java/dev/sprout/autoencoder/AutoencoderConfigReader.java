package dev.sprout.autoencoder;

import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorShapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Configuration of a KL autoencoder, from the shapes of a checkpoint. */
public final class AutoencoderConfigReader {
  private AutoencoderConfigReader() {}

  /**
   * The configuration, of an autoencoder with patches of 1.
   *
   * @param file name of the checkpoint in messages
   * @param imageSize pixels per side, which shapes don't state
   * @param latentScale factor to unit variance, which shapes don't state
   * @throws dev.sprout.core.UserError when the checkpoint holds no KL autoencoder
   */
  public static AutoencoderConfig of(
      Path file, Map<String, TensorInfo> tensors, int imageSize, double latentScale) {
    TensorShapes shapes = new TensorShapes(file, "KL autoencoder", tensors);
    int channels = shapes.size("encoder.conv_in.weight", 0);
    int levels = shapes.count("encoder.down.%d.block.0.conv1.weight");
    List<Integer> multipliers =
        IntStream.range(0, levels)
            .mapToObj(
                level ->
                    shapes.size("encoder.down.%d.block.0.conv1.weight".formatted(level), 0)
                        / channels)
            .toList();
    int blocks = shapes.count("encoder.down.0.block.%d.conv1.weight");
    int latentChannels = shapes.size("post_quant_conv.weight", 0);
    return new AutoencoderConfig(
        imageSize, 1, channels, multipliers, blocks, latentChannels, latentScale);
  }
}
