package dev.sprout.tokenunify.model;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.volumes.array.Nanometers;
import java.util.List;

/**
 * The {@code config.json} of a TokenUnify model folder.
 *
 * @param network sizes; one output for a pretrained network, an output per offset for affinities
 * @param block sides of the blocks that it was trained on
 * @param normalisation which intensities become 0 and 1
 * @param offsets to the neighbour that each output's affinity is about, in voxels // [[z, y, x]];
 *     none in a pretrained network
 * @param voxelSizes of the volumes that it was trained on
 * @param threshold of the agglomeration by median of section fragments, 0 to 1, that scored best on
 *     labels which were not trained on; null where none was tried
 */
public record TokenUnifyConfig(
    MambaUnetConfig network,
    BlockSides block,
    Normalisation normalisation,
    List<List<Integer>> offsets,
    List<Nanometers> voxelSizes,
    @Default("null") Double threshold) {
  /** One step back along z, y and x. */
  public static final List<List<Integer>> NEAREST =
      List.of(List.of(-1, 0, 0), List.of(0, -1, 0), List.of(0, 0, -1));

  /** Checks that the parts fit each other. */
  public TokenUnifyConfig {
    Require.present("network", network);
    Require.present("block", block);
    Require.present("normalisation", normalisation);
    offsets = List.copyOf(Require.present("offsets", offsets));
    voxelSizes = List.copyOf(Require.present("voxelSizes", voxelSizes));
    if (threshold != null) {
      Require.between("threshold", threshold, 0, 1);
    }
    requireGrain(block);
    if (!offsets.isEmpty() && !offsets.equals(NEAREST)) {
      throw UserError.invalid("offsets", offsets, "[], or " + NEAREST);
    } else if (network.outputs() != Math.max(1, offsets.size())) {
      throw UserError.unusable(
          "offsets", "are %d, but the network has %d outputs", offsets.size(), network.outputs());
    } else if (!voxelSizes.stream().allMatch(Nanometers::isSize)) {
      throw UserError.invalid("voxelSizes", voxelSizes, "a list of sizes above 0 nm");
    }
  }

  private static void requireGrain(BlockSides block) {
    int grain = MambaUnetConfig.GRAIN;
    if (block.z() % grain + block.y() % grain + block.x() % grain != 0) {
      throw UserError.invalid(
          "block",
          "%d×%d×%d".formatted(block.z(), block.y(), block.x()),
          "sides that are multiples of " + grain);
    }
  }

  /** The same model with another threshold, or with null for none. */
  public TokenUnifyConfig withThreshold(Double best) {
    return new TokenUnifyConfig(network, block, normalisation, offsets, voxelSizes, best);
  }

  /** Whether the network predicts affinities, and so can segment. */
  public boolean predictsAffinities() {
    return !offsets.isEmpty();
  }
}
