package dev.sprout.evaluation.features;

import dev.sprout.nn.model.Parameter;

/**
 * Operations of the Inception network on one picture: every element of a convolution's weight is
 * multiplied and added once at each position of its output, two operations each. Pools, activations
 * and folded norms aren't counted.
 */
final class InceptionCost {
  private InceptionCost() {}

  static double operations() {
    return InceptionNetwork.parameters().stream()
        .filter(parameter -> parameter.shape().dimension() > 1)
        .mapToDouble(InceptionCost::operations)
        .sum();
  }

  private static double operations(Parameter weight) {
    double side = side(weight.name());
    return 2.0 * weight.shape().size() * side * side;
  }

  /** Side of a layer's output. */
  private static int side(String name) {
    return switch (name.substring(0, name.lastIndexOf(name.startsWith("fc") ? "." : ".conv"))) {
      case "Conv2d_1a_3x3" -> 149;
      case "Conv2d_2a_3x3", "Conv2d_2b_3x3" -> 147;
      case "Conv2d_3b_1x1" -> 73;
      case "Conv2d_4a_3x3" -> 71;
      case "Mixed_6a.branch3x3", "Mixed_6a.branch3x3dbl_3" -> 17;
      case "Mixed_7a.branch3x3_2", "Mixed_7a.branch7x7x3_4" -> 8;
      case "fc" -> 1;
      default -> name.startsWith("Mixed_5") || name.startsWith("Mixed_6a") ? 35 : sideOfLast(name);
    };
  }

  private static int sideOfLast(String name) {
    return name.startsWith("Mixed_7b") || name.startsWith("Mixed_7c") ? 8 : 17;
  }
}
