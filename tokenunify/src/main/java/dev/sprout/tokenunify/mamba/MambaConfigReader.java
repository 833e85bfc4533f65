package dev.sprout.tokenunify.mamba;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import java.nio.file.Path;
import java.util.Map;

/** Tells a block's sizes from the names and shapes of its arrays. */
public final class MambaConfigReader {
  private MambaConfigReader() {}

  /**
   * The sizes of the block that a file holds, its names without a prefix.
   *
   * @param slices of the third scan order, which no array tells
   * @throws UserError when the file holds no Mamba block
   */
  public static MambaConfig of(Path file, Map<String, TensorInfo> tensors, int slices) {
    TensorInfo projection = tensors.get("in_proj.weight");
    if (projection == null || projection.shape().length != 2) {
      throw UserError.failure("%s holds no Mamba block: it has no matrix in_proj.weight", file);
    }
    int width = Math.toIntExact(projection.shape()[1]);
    return new MambaConfig(width, directions(tensors), slices);
  }

  private static ScanDirections directions(Map<String, TensorInfo> tensors) {
    if (tensors.containsKey(ScanOrder.SLICES.rates())) {
      return ScanDirections.THREE;
    }
    return tensors.containsKey(ScanOrder.BACKWARD.rates())
        ? ScanDirections.TWO
        : ScanDirections.ONE;
  }
}
