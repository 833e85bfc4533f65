package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.tokenunify.labels.Grid;
import java.util.stream.IntStream;

/**
 * Where the overlapping windows of a volume stand, and how much each of a window's voxels counts.
 * Immutable.
 */
public final class WindowPlan {
  /** Standard deviation of the Gaussian importance, as a share of the window. */
  private static final double GAUSSIAN_SIGMA = 0.125;

  private static final float LEAST_IMPORTANCE = 1e-3f;

  private static final double RADIAL_VARIANCE = 0.2 * 0.2;
  private static final double LEAST_RADIAL = 1e-6;

  private final Grid volume;
  private final Grid window;
  private final WindowAxis[] axes;
  private final float[] importance;

  private WindowPlan(Grid volume, Grid window, WindowAxis[] axes, float[] importance) {
    this.volume = volume;
    this.window = window;
    this.axes = axes;
    this.importance = importance;
  }

  /**
   * MONAI's sliding windows with Gaussian importance, floored at 1e-3; axes shorter than the window
   * are padded with zeros.
   *
   * @param overlap of neighbouring windows as a share of the window, from 0 to 0.95
   */
  public static WindowPlan gaussian(Grid volume, Grid window, double overlap) {
    Require.between("overlap", overlap, 0, 0.95);
    int[] length = sizes(volume);
    int[] size = sizes(window);
    WindowAxis[] axes = new WindowAxis[3];
    double[][] bells = new double[3][];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = WindowAxis.overlapping(length[axis], size[axis], overlap);
      bells[axis] = bell(size[axis]);
    }
    float[] importance = new float[window.voxels()];
    int i = 0;
    for (double z : bells[0]) {
      for (double y : bells[1]) {
        for (double x : bells[2]) {
          importance[i++] = Math.max((float) (z * y * x), LEAST_IMPORTANCE);
        }
      }
    }
    return new WindowPlan(volume, window, axes, importance);
  }

  private static double[] bell(int length) {
    double[] bell = new double[length];
    double sigma = GAUSSIAN_SIGMA * length;
    for (int i = 0; i < length; i++) {
      double apart = (i - (length - 1) / 2.0) / sigma;
      bell[i] = Math.exp(-apart * apart / 2);
    }
    return bell;
  }

  /**
   * TokenUnify's own windows: the volume mirrored at its faces, importance 1e-6 + exp(−r² / 0.08)
   * for the distance r from the window's centre, its edges at ±1.
   *
   * @param stride between windows, voxels
   * @param padding by reflection on either side, voxels
   */
  public static WindowPlan radial(Grid volume, Grid window, Grid stride, int[] padding) {
    int[] length = sizes(volume);
    int[] size = sizes(window);
    int[] step = sizes(stride);
    WindowAxis[] axes = new WindowAxis[3];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = WindowAxis.mirrored(length[axis], size[axis], step[axis], padding[axis]);
    }
    float[] importance = new float[window.voxels()];
    int i = 0;
    for (int z = 0; z < window.depth(); z++) {
      for (int y = 0; y < window.height(); y++) {
        for (int x = 0; x < window.width(); x++) {
          double squared =
              square(centred(z, window.depth()))
                  + square(centred(y, window.height()))
                  + square(centred(x, window.width()));
          importance[i++] = (float) (LEAST_RADIAL + Math.exp(-squared / (2 * RADIAL_VARIANCE)));
        }
      }
    }
    return new WindowPlan(volume, window, axes, importance);
  }

  /** −1 at the first voxel, 1 at the last. */
  private static double centred(int place, int length) {
    return length == 1 ? 0 : 2.0 * place / (length - 1) - 1;
  }

  private static double square(double x) {
    return x * x;
  }

  private static int[] sizes(Grid grid) {
    return new int[] {grid.depth(), grid.height(), grid.width()};
  }

  /** The volume's size. */
  public Grid volume() {
    return volume;
  }

  /** A window's size. */
  public Grid window() {
    return window;
  }

  /** Number of windows. */
  public int windows() {
    return axes[0].starts().length * axes[1].starts().length * axes[2].starts().length;
  }

  /** Numbers of the windows that cover any voxel of a block, rising; x fastest. */
  public int[] touching(Box block) {
    IntStream.Builder numbers = IntStream.builder();
    for (int z = 0; z < axes[0].starts().length; z++) {
      if (!axes[0].covers(axes[0].starts()[z], block.z(), block.size().depth())) {
        continue;
      }
      for (int y = 0; y < axes[1].starts().length; y++) {
        if (!axes[1].covers(axes[1].starts()[y], block.y(), block.size().height())) {
          continue;
        }
        for (int x = 0; x < axes[2].starts().length; x++) {
          if (axes[2].covers(axes[2].starts()[x], block.x(), block.size().width())) {
            numbers.add((z * axes[1].starts().length + y) * axes[2].starts().length + x);
          }
        }
      }
    }
    return numbers.build().toArray();
  }

  /** The part of the volume from which a window takes its voxels. */
  public Box covered(int window) {
    int[] from = new int[3];
    int[] length = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int start = start(axis, window);
      WindowAxis along = axes[axis];
      int[] sources =
          IntStream.range(start, start + along.window())
              .map(along::source)
              .filter(source -> source != WindowAxis.ZERO)
              .sorted()
              .toArray();
      from[axis] = sources[0];
      length[axis] = sources[sources.length - 1] + 1 - sources[0];
    }
    return new Box(from[0], from[1], from[2], new Grid(length[0], length[1], length[2]));
  }

  /**
   * A window's voxels, with its padding.
   *
   * @param covered voxels of {@link #covered} // [D, H, W]
   * @return // [D, H, W] of a window
   */
  public float[] padded(int number, float[] covered) {
    Box box = covered(number);
    box.size().check("covered", covered.length, 1);
    float[] padded = new float[window.voxels()];
    for (int z = 0; z < window.depth(); z++) {
      int sourceZ = axes[0].source(start(0, number) + z);
      for (int y = 0; sourceZ != WindowAxis.ZERO && y < window.height(); y++) {
        int sourceY = axes[1].source(start(1, number) + y);
        for (int x = 0; sourceY != WindowAxis.ZERO && x < window.width(); x++) {
          int sourceX = axes[2].source(start(2, number) + x);
          if (sourceX != WindowAxis.ZERO) {
            padded[window.index(z, y, x)] =
                covered[box.size().index(sourceZ - box.z(), sourceY - box.y(), sourceX - box.x())];
          }
        }
      }
    }
    return padded;
  }

  /** Where a window starts along an axis, counted from the first voxel of the padding. */
  int start(int axis, int window) {
    int columns = axes[2].starts().length;
    int rows = axes[1].starts().length;
    int[] place = {window / columns / rows, window / columns % rows, window % columns};
    return axes[axis].starts()[place[axis]];
  }

  WindowAxis axis(int axis) {
    return axes[axis];
  }

  /** How much each voxel of a window counts; not to be changed. */
  float[] importance() {
    return importance;
  }
}
