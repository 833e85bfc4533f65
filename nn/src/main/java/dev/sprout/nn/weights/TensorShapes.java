package dev.sprout.nn.weights;

import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.Map;

/**
 * Dimensions of a checkpoint's tensors, from which the sizes of a network follow. Immutable.
 *
 * @param file name of the checkpoint in messages
 * @param network kind of network in messages, such as "xAR network"
 * @param tensors tensors by name
 */
public record TensorShapes(Path file, String network, Map<String, TensorInfo> tensors) {
  /** Whether the checkpoint holds a tensor. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * One dimension of a tensor, counted from 0.
   *
   * @throws UserError when the tensor is missing or has fewer dimensions
   */
  public int size(String name, int dimension) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length <= dimension) {
      throw UserError.failure("%s is no %s: it lacks tensor %s", file, network, name);
    }
    return Math.toIntExact(info.shape()[dimension]);
  }

  /** Number of tensors named by a pattern such as {@code blocks.%d.weight}, numbered from 0. */
  public int count(String pattern) {
    int count = 0;
    while (has(pattern.formatted(count))) {
      count++;
    }
    return count;
  }

  /**
   * Side of a square grid.
   *
   * @param file name of the file in messages
   * @param positions number of positions in the grid
   * @param what name of the positions in messages, such as "patches"
   * @throws UserError when it is no square number
   */
  public static int side(Path file, int positions, String what) {
    int side = (int) Math.round(Math.sqrt(positions));
    if (side * side != positions) {
      throw UserError.failure("%s: %d %s don't form a square", file, positions, what);
    }
    return side;
  }
}
