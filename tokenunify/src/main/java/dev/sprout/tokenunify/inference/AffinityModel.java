package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.nn.ops.Precision;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;

/**
 * What must be known of a network before it predicts a volume's affinities.
 *
 * @param identity equal for equal networks
 * @param window that it sees at once
 * @param normalisation which intensities become 0 and 1
 */
public record AffinityModel(String identity, Grid window, Normalisation normalisation) {
  /** Channels: the affinity to the neighbour before on z, y and x. */
  public static final int CHANNELS = 3;

  /**
   * The model of a folder; its weights are hashed, not loaded.
   *
   * @throws UserError when it doesn't predict affinities
   */
  public static AffinityModel of(TokenUnifyFolder folder) {
    if (!folder.config().predictsAffinities()) {
      throw UserError.unusable(
          "model",
          "%s is pretrained and predicts grey values; fine-tune it on labels first",
          folder.path());
    }
    BlockSides block = folder.config().block();
    return new AffinityModel(
        folder.hash(), new Grid(block.z(), block.y(), block.x()), folder.config().normalisation());
  }

  /** The same network with convolutions in a precision. */
  public AffinityModel in(Precision precision) {
    return precision.isBfloat16()
        ? new AffinityModel(identity + " in " + precision, window, normalisation)
        : this;
  }

  /** The same network as {@link MirroredNetwork} asks it. */
  public AffinityModel mirrored() {
    return new AffinityModel(identity + " mirrored", window, normalisation);
  }

  /** The same network on a fixed number of threads, on which its last digits depend. */
  public AffinityModel on(int threads) {
    return new AffinityModel(identity + " on threads: " + threads, window, normalisation);
  }
}
