package dev.sprout.xar.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.autoencoder.AutoencoderConfigReader;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/** Verification of a KL autoencoder against recorded arrays. */
public final class AutoencoderVerification {
  private AutoencoderVerification() {}

  /**
   * Compares {@code moments} and {@code decoded} of the recorded {@code image}.
   *
   * @throws UserError when a file can't be read or lacks an array
   */
  public static List<Check> run(Path weightsFile, Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      NDArray image = vectors.read("image", manager);
      int size = (int) image.getShape().get(2);
      AutoencoderConfig config = AutoencoderConfigReader.of(weightsFile, file.tensors(), size, 1);
      Weights weights =
          Weights.read(
              weightsFile, file, Autoencoder.parameters(config), Autoencoder::isUnused, manager);
      Autoencoder autoencoder = new Autoencoder(config, weights);
      NDArray moments = vectors.read("moments", manager);
      NDArray mean = moments.get(new NDIndex(":, :" + config.latentChannels()));
      return List.of(
          Check.of("moments", autoencoder.encode(image), moments),
          Check.of("decoded", autoencoder.decode(mean), vectors.read("decoded", manager)));
    }
  }
}
