package dev.sprout.xar;

import dev.sprout.nn.model.Weights;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files computed with the published implementations on random weights. */
public final class Parity {
  /** Largest absolute difference in float32. */
  public static final double TOLERANCE = 1e-4;

  /** The recorded network: width 64, 2 + 2 blocks, 4 heads, four cells of 8×8. */
  public static final XarConfig XAR = new XarConfig(16, 16, 16, 64, 2, 2, 4, 1, "cell 8", 1000);

  private Parity() {}

  /** A recorded file. */
  public static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Parity.class.getResource("/parity/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The recorded network's weights. */
  public static Weights xarWeights(ai.djl.ndarray.NDManager manager) {
    return Weights.load(
        file("model.safetensors"), XarNetwork.parameters(XAR), XarNetwork::isBuffer, manager);
  }
}
