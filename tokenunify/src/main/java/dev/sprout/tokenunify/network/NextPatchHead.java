package dev.sprout.tokenunify.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The head that pretraining predicts the next patch with: three strided convolutions and a linear
 * layer on the network's one-channel map before its sigmoid, made for one size of blocks. Arrays
 * are named {@code preciever} as published; for blocks of 16×160×160 voxels there are 824,785
 * parameters. Thread-safe.
 */
public final class NextPatchHead {
  /** Sides of the predicted patch. */
  public static final BlockSides PATCH = new BlockSides(4, 16, 16);

  private static final String PREFIX = "preciever.";
  private static final int CHANNELS = 12;

  private final Weights weights;

  /** A head over weights with the published names. */
  public NextPatchHead(Weights weights) {
    this.weights = weights;
  }

  /** The arrays of a head for blocks of such sides. */
  public static List<Parameter> parameters(BlockSides block) {
    int features = eighth(block.z()) * eighth(block.y()) * eighth(block.x());
    List<Parameter> all = new ArrayList<>();
    addLayer(all, "conv1", CHANNELS, 1, 3, 3, 3);
    addLayer(all, "conv2", CHANNELS, CHANNELS, 3, 3, 3);
    addLayer(all, "conv3", 1, CHANNELS, 3, 3, 3);
    addLayer(all, "mlp", PATCH.voxels(), features);
    return all;
  }

  /** A side after three convolutions of stride 2. */
  private static int eighth(int side) {
    return (side + 7) / 8;
  }

  private static void addLayer(List<Parameter> all, String name, long... shape) {
    String layer = PREFIX + name;
    all.add(Parameter.of(layer + ".weight", Initialisation.FAN_IN_UNIFORM, shape));
    all.add(Parameter.of(layer + ".bias", Initialisation.ZEROS, shape[0]));
  }

  /**
   * The patch before its sigmoid.
   *
   * @param map of the network before its sigmoid // [B, 1, z, y, x]
   * @return // [B, 1, 4, 16, 16]
   */
  public NDArray forward(NDArray map) {
    NDArray[] w =
        weights.all(
            PREFIX,
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "conv3.weight",
            "conv3.bias",
            "mlp.weight",
            "mlp.bias");
    NDArray patch =
        MambaUnet.SCRIPT.call("next_patch", map, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
    return patch.reshape(new Shape(-1, 1, PATCH.z(), PATCH.y(), PATCH.x()));
  }
}
