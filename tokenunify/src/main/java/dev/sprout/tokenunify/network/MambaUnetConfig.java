package dev.sprout.tokenunify.network;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.mamba.MambaConfig;
import dev.sprout.tokenunify.mamba.ScanDirections;
import java.util.List;

/**
 * Sizes of TokenUnify's network.
 *
 * @param dims channels of the four stages, from the finest to the coarsest
 * @param hidden channels below the coarsest stage
 * @param kernel of the decoder's convolutions, odd // (z, y, x)
 * @param depth Mamba layers a stage
 * @param outputs channels of the output
 * @param slices of the Mamba blocks' third scan order
 */
public record MambaUnetConfig(
    List<Integer> dims, int hidden, List<Integer> kernel, int depth, int outputs, int slices) {
  /** Stages of the encoder. */
  public static final int STAGES = 4;

  /** Voxels along each axis are halved once a stage: sides of a block are multiples of this. */
  public static final int GRAIN = 1 << STAGES;

  private static final int LARGEST = 1 << 14;

  /** Checks every range. */
  public MambaUnetConfig {
    Require.present("dims", dims);
    Require.present("kernel", kernel);
    if (dims.size() != STAGES) {
      throw UserError.invalid("dims", dims, "a list of " + STAGES + " whole numbers");
    }
    dims.forEach(dim -> Require.between("dims", dim, 1, LARGEST));
    Require.between("hidden", hidden, 1, LARGEST);
    if (kernel.size() != 3 || kernel.stream().anyMatch(k -> k < 1 || k > 31 || k % 2 == 0)) {
      throw UserError.invalid("kernel", kernel, "a list of three odd numbers up to 31");
    }
    Require.between("depth", depth, 1, 64);
    Require.between("outputs", outputs, 1, LARGEST);
    Require.between("slices", slices, 1, LARGEST);
    dims = List.copyOf(dims);
    kernel = List.copyOf(kernel);
  }

  /** The same network with another number of output channels. */
  public MambaUnetConfig withOutputs(int count) {
    return new MambaUnetConfig(dims, hidden, kernel, depth, count, slices);
  }

  /** The same network with other sides of the decoder's kernels. */
  public MambaUnetConfig withKernel(List<Integer> sides) {
    return new MambaUnetConfig(dims, hidden, sides, depth, outputs, slices);
  }

  MambaConfig mamba(int stage) {
    return new MambaConfig(dims.get(stage), ScanDirections.THREE, slices);
  }
}
