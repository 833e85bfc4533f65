package dev.sprout.tokenunify.benchmark;

import dev.sprout.nn.model.Parameter;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;

/**
 * Operations of one map: every element of a convolution's or projection's weights is multiplied and
 * added once for each place where it is applied. Scans, norms and activations aren't counted.
 */
final class NetworkCost {
  private final MambaUnetConfig config;
  private final BlockSides sides;

  NetworkCost(MambaUnetConfig config, BlockSides sides) {
    this.config = config;
    this.sides = sides;
  }

  double operations() {
    return MambaUnet.parameters(config).stream().mapToDouble(this::operations).sum();
  }

  private double operations(Parameter weight) {
    boolean multiplied = weight.name().endsWith(".weight") && weight.shape().dimension() > 1;
    return multiplied ? 2.0 * weight.shape().size() * places(weight.name()) : 0;
  }

  private double places(String name) {
    return (double) sides.voxels() / (1L << (3 * halvings(name)));
  }

  /** How often the sides are halved where a weight is applied. */
  private static int halvings(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts[0].equals("vit")) {
      return Integer.parseInt(parts[2]) + 1;
    } else if (parts[0].equals("out") || parts[0].equals("decoder1")) {
      return 0;
    }
    int level = Integer.parseInt(parts[0].substring(parts[0].length() - 1));
    boolean encoder = parts[0].startsWith("encoder");
    boolean upward = parts[1].equals("transp_conv"); // applied to the coarser volume
    return encoder ? level - 1 : level - 2 + (upward ? 1 : 0);
  }
}
