package dev.sprout.xar.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.autoencoder.Autoencoder;
import dev.sprout.xar.autoencoder.AutoencoderConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recomputes recorded arrays of a KL autoencoder from its weights. */
public final class AutoencoderVerification {
  private AutoencoderVerification() {}

  /**
   * Compares all of {@code moments} and {@code decoded} for the recorded {@code image}.
   *
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path weightsFile, Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      NDArray image = vectors.read("image", manager);
      AutoencoderConfig config = sizes(weightsFile, file.tensors(), image.getShape().get(2));
      Weights weights =
          Weights.read(
              weightsFile,
              file,
              Autoencoder.parameters(config),
              n -> n.startsWith("loss."),
              manager);
      Autoencoder autoencoder = new Autoencoder(config, weights);
      NDArray moments = vectors.read("moments", manager);
      NDArray mean = moments.get(new NDIndex(":, :" + config.latentChannels()));
      return List.of(
          Check.of("moments", autoencoder.encode(image), moments),
          Check.of("decoded", autoencoder.decode(mean), vectors.read("decoded", manager)));
    }
  }

  private static AutoencoderConfig sizes(Path file, Map<String, TensorInfo> tensors, long size) {
    long channels = first(file, tensors, "encoder.conv_in.weight");
    List<Integer> multipliers = new ArrayList<>();
    while (tensors.containsKey(block(multipliers.size(), 0))) {
      long width = first(file, tensors, block(multipliers.size(), 0));
      multipliers.add((int) (width / channels));
    }
    int blocks = 0;
    while (tensors.containsKey(block(0, blocks))) {
      blocks++;
    }
    int latentChannels = (int) first(file, tensors, "post_quant_conv.weight");
    return new AutoencoderConfig(
        (int) size, 1, (int) channels, multipliers, blocks, latentChannels, 1);
  }

  private static String block(int level, int block) {
    return "encoder.down." + level + ".block." + block + ".conv1.weight";
  }

  private static long first(Path file, Map<String, TensorInfo> tensors, String name) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length == 0) {
      throw UserError.failure("%s holds no %s: it is no KL autoencoder", file, name);
    }
    return info.shape()[0];
  }
}
