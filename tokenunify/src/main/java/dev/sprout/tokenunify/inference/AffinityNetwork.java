package dev.sprout.tokenunify.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import java.util.function.UnaryOperator;

/** A network from a window's grey values [D, H, W] to its affinities [3, D, H, W]. Thread-safe. */
public final class AffinityNetwork implements UnaryOperator<float[]>, AutoCloseable {
  private final NDManager manager;
  private final MambaUnet network;
  private final Grid window;

  /** A network over weights, which the manager owns and frees. */
  public AffinityNetwork(MambaUnet network, Grid window, NDManager manager) {
    this.network = network;
    this.window = window;
    this.manager = manager;
  }

  /**
   * Loads the network of a folder.
   *
   * @param compute device, and precision of the convolutions
   * @throws dev.sprout.core.UserError when the weights are missing or don't fit
   */
  public static AffinityNetwork open(TokenUnifyFolder folder, Compute compute) {
    NDManager manager = compute.device().newManager();
    try {
      Weights read = folder.weights(manager);
      Weights weights =
          compute.precision().isBfloat16() ? MambaUnet.withBfloat16Kernels(read, manager) : read;
      BlockSides block = folder.config().block();
      MambaUnet network = new MambaUnet(folder.config().network(), weights);
      return new AffinityNetwork(network, new Grid(block.z(), block.y(), block.x()), manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The window that it sees. */
  public Grid window() {
    return window;
  }

  @Override
  public float[] apply(float[] grey) {
    try (NDManager scope = manager.newSubManager()) {
      Shape shape = new Shape(1, 1, window.depth(), window.height(), window.width());
      NDArray map = network.forward(scope.create(grey, shape)); // [1, 3, D, H, W]
      return MambaUnet.probability(map).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
