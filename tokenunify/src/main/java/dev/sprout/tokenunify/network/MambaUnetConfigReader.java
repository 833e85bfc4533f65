package dev.sprout.tokenunify.network;

import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells a network's sizes from the names and shapes of its arrays. */
public final class MambaUnetConfigReader {
  /** Slices of the third scan order in the published code, which no array tells. */
  private static final int SLICES = 5;

  private final Path file;
  private final Map<String, TensorInfo> tensors;

  private MambaUnetConfigReader(Path file, Map<String, TensorInfo> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /**
   * The sizes of the network that a file holds.
   *
   * @throws UserError when the file holds no such network
   */
  public static MambaUnetConfig of(Path file, Map<String, TensorInfo> tensors) {
    return new MambaUnetConfigReader(file, tensors).read();
  }

  private MambaUnetConfig read() {
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < MambaUnetConfig.STAGES; i++) {
      dims.add(convolution("vit.gscs.%d.proj.weight".formatted(i)).get(0));
    }
    List<Integer> hidden = convolution("encoder5.layer.conv1.conv.weight");
    List<Integer> kernel = convolution("encoder1.layer.conv1.conv.weight").subList(2, 5);
    int outputs = convolution("out.conv.conv.weight").get(0);
    int depth = 0;
    while (tensors.containsKey("vit.stages.0.%d.norm.weight".formatted(depth))) {
      depth++;
    }
    return new MambaUnetConfig(dims, hidden.get(0), kernel, depth, outputs, SLICES);
  }

  private List<Integer> convolution(String name) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length != 5) {
      throw UserError.failure(
          "%s holds no TokenUnify network: it has no three-dimensional convolution %s", file, name);
    }
    List<Integer> shape = new ArrayList<>();
    for (long side : info.shape()) {
      shape.add((int) Math.min(side, Integer.MAX_VALUE));
    }
    return shape;
  }
}
