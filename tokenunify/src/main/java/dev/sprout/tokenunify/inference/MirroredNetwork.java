package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.data.Symmetry;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.network.BlockSides;
import java.util.function.UnaryOperator;

/**
 * The mean of what a network says of a window and of its seven mirror images along z, y and x, for
 * eight times the work. Thread-safe if the network is.
 *
 * <p>Affinities are to the neighbour one step back. In a mirror image that neighbour is one step
 * ahead, so that what is said there counts for the next voxel; the first plane of an axis, whose
 * neighbours are outside, keeps the mean of the images that aren't mirrored along it.
 */
public final class MirroredNetwork implements UnaryOperator<float[]> {
  private static final int IMAGES = 8;

  private final UnaryOperator<float[]> network;
  private final int[] sides; // z, y, x
  private final int[] strides; // z, y, x

  /**
   * The mean over mirror images.
   *
   * @param network from a window's grey values [D, H, W] to affinities [3, D, H, W]
   */
  public MirroredNetwork(UnaryOperator<float[]> network, Grid window) {
    this.network = network;
    this.sides = new int[] {window.depth(), window.height(), window.width()};
    this.strides = new int[] {window.sectionVoxels(), window.width(), 1};
  }

  @Override
  public float[] apply(float[] grey) {
    float[] sum = new float[AffinityModel.CHANNELS * grey.length];
    for (int image = 0; image < IMAGES; image++) {
      int[] places = places(image);
      float[] mirrored = new float[grey.length];
      for (int voxel = 0; voxel < grey.length; voxel++) {
        mirrored[voxel] = grey[places[voxel]];
      }
      add(network.apply(mirrored), image, places, sum);
    }
    for (int axis = 0; axis < AffinityModel.CHANNELS; axis++) {
      for (int voxel = 0; voxel < grey.length; voxel++) {
        int count = coordinate(voxel, axis) == 0 ? IMAGES / 2 : IMAGES;
        sum[axis * grey.length + voxel] /= count;
      }
    }
    return sum;
  }

  private void add(float[] affinities, int image, int[] places, float... sum) {
    for (int axis = 0; axis < AffinityModel.CHANNELS; axis++) {
      boolean isMirrored = isMirrored(image, axis);
      for (int voxel = 0; voxel < places.length; voxel++) {
        if (!isMirrored) {
          sum[axis * places.length + places[voxel]] += affinities[axis * places.length + voxel];
        } else if (coordinate(voxel, axis) > 0) {
          int next = places[voxel] + strides[axis];
          sum[axis * places.length + next] += affinities[axis * places.length + voxel];
        }
      }
    }
  }

  private static boolean isMirrored(int image, int axis) {
    return (image >> axis & 1) == 1;
  }

  /** Where each voxel of an image is in the window. */
  private int[] places(int image) {
    return Symmetry.mirror(isMirrored(image, 0), isMirrored(image, 1), isMirrored(image, 2))
        .places(new BlockSides(sides[0], sides[1], sides[2]));
  }

  private int coordinate(int voxel, int axis) {
    return voxel / strides[axis] % sides[axis];
  }
}
