package dev.sprout.tokenunify.data;

import dev.sprout.core.RandomStream;
import dev.sprout.tokenunify.network.BlockSides;
import java.util.List;

/**
 * Axes in another order and direction.
 *
 * @param axes of the source, 0 for z to 2 for x, that become z, y and x
 * @param flipped whether z, y and x then run backwards
 */
public record Symmetry(List<Integer> axes, List<Boolean> flipped) {
  static final Symmetry IDENTITY = new Symmetry(List.of(0, 1, 2), List.of(false, false, false));

  /** Orders of the axes that keep z. */
  static final List<List<Integer>> IN_SECTION = List.of(List.of(0, 1, 2), List.of(0, 2, 1));

  /** All orders of the axes. */
  static final List<List<Integer>> IN_VOLUME =
      List.of(
          List.of(0, 1, 2),
          List.of(0, 2, 1),
          List.of(1, 0, 2),
          List.of(1, 2, 0),
          List.of(2, 0, 1),
          List.of(2, 1, 0));

  /** One of some orders with random directions, each as likely. */
  static Symmetry random(List<List<Integer>> orders, RandomStream random) {
    List<Integer> axes = orders.get(random.nextInt(orders.size()));
    return new Symmetry(axes, List.of(coin(random), coin(random), coin(random)));
  }

  private static boolean coin(RandomStream random) {
    return random.nextInt(2) == 1;
  }

  /** Sides of the source of a block. */
  BlockSides source(BlockSides block) {
    int[] sides = {block.z(), block.y(), block.x()};
    int[] source = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      source[axes.get(axis)] = sides[axis];
    }
    return new BlockSides(source[0], source[1], source[2]);
  }

  /** The axes in their order, some of them backwards. */
  public static Symmetry mirror(boolean z, boolean y, boolean x) {
    return new Symmetry(IDENTITY.axes, List.of(z, y, x));
  }

  /** Where in its source each voxel of a block is. // [z, y, x] */
  public int[] places(BlockSides block) {
    BlockSides source = source(block);
    int[] strides = {source.y() * source.x(), source.x(), 1};
    int[] sides = {block.z(), block.y(), block.x()};
    int[] steps = new int[3];
    int first = 0;
    for (int axis = 0; axis < 3; axis++) {
      int stride = strides[axes.get(axis)];
      steps[axis] = flipped.get(axis) ? -stride : stride;
      first += flipped.get(axis) ? (sides[axis] - 1) * stride : 0;
    }
    int[] places = new int[block.voxels()];
    for (int voxel = 0; voxel < places.length; voxel++) {
      int z = voxel / (sides[1] * sides[2]);
      int y = voxel / sides[2] % sides[1];
      places[voxel] = first + z * steps[0] + y * steps[1] + voxel % sides[2] * steps[2];
    }
    return places;
  }
}
