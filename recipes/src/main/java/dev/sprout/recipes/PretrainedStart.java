package dev.sprout.recipes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import java.util.List;

/**
 * What a network that segments takes over from a pretrained one.
 *
 * @param folder of the pretrained network
 * @param parts which of its arrays
 */
record PretrainedStart(TokenUnifyFolder folder, Parts parts) {
  private static final String ENCODER = "vit."; // of the names in published checkpoints
  private static final String PROJECTION = "out.";

  /** Parts of a pretrained network. */
  enum Parts {
    /** The four stages of convolutions and Mamba layers. */
    ENCODER,
    /** All but the projection to grey values. */
    NETWORK;

    private boolean include(String name) {
      return this == ENCODER
          ? name.startsWith(PretrainedStart.ENCODER)
          : !name.startsWith(PROJECTION);
    }
  }

  /**
   * Replaces weights by pretrained ones.
   *
   * @return a sentence about what was taken
   * @throws UserError when the pretrained network has other sizes or saw other intensities
   */
  String copyInto(Weights weights, TokenUnifyConfig model) {
    TokenUnifyConfig start = folder.config();
    if (!fits(start.network(), model.network())) {
      throw UserError.badRequest(
          "startFolder: %s has the sizes %s, the configuration asks for %s; ask for the same, or"
              + " for kernels of more sections where those of the start have one",
          folder.path(), start.network(), model.network());
    } else if (start.normalisation() != model.normalisation()) {
      throw UserError.badRequest(
          "startFolder: %s was trained with the normalisation %s, the configuration asks for %s;"
              + " ask for the same",
          folder.path(), start.normalisation(), model.normalisation());
    }
    int taken = 0;
    try (NDManager manager = ComputeDevice.CPU.newManager();
        Weights pretrained = folder.weights(manager)) {
      for (String name : weights.arrays().keySet()) {
        if (parts.include(name)) {
          NDArray weight = weights.get(name);
          TorchOps.assign(weight, thickened(pretrained.get(name), weight.getShape()));
          taken++;
        }
      }
    }
    return "%d of %d arrays (%s) begin with those of %s, the others anew"
        .formatted(
            taken,
            weights.arrays().size(),
            parts == Parts.ENCODER ? "the encoder" : "all but the projection",
            folder.path());
  }

  /** The same sizes but for outputs, and for kernels of one section, which may get thicker. */
  private static boolean fits(MambaUnetConfig start, MambaUnetConfig asked) {
    boolean thicker = start.kernel().get(0) == 1;
    List<Integer> kernel = thicker ? asked.kernel() : start.kernel();
    return start.kernel().subList(1, 3).equals(asked.kernel().subList(1, 3))
        && start.withOutputs(asked.outputs()).withKernel(kernel).equals(asked);
  }

  /**
   * A kernel of one section as the middle of one with more, all others zero: the convolution stays
   * the same.
   */
  private static NDArray thickened(NDArray kernel, Shape shape) {
    if (kernel.getShape().equals(shape)) {
      return kernel;
    }
    NDArray thick = kernel.getManager().zeros(shape); // [out, in, z, y, x]
    thick.set(new NDIndex(":,:,%d:%d".formatted(shape.get(2) / 2, shape.get(2) / 2 + 1)), kernel);
    return thick;
  }
}
