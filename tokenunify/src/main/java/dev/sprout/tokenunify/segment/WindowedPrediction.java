package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import java.util.function.UnaryOperator;

/**
 * Predictions for a volume out of those for overlapping windows, blended by importance. Any block
 * of the volume can be predicted alone, with the same bits: the memory is that of the block.
 * Thread-safe where the network is.
 */
public final class WindowedPrediction {
  private final WindowPlan plan;
  private final int channels;
  private final UnaryOperator<float[]> network;

  /**
   * A prediction over some windows.
   *
   * @param channels that the network gives
   * @param network from a window's voxels {@code [D, H, W]} to {@code [C, D, H, W]}
   */
  public WindowedPrediction(WindowPlan plan, int channels, UnaryOperator<float[]> network) {
    this.plan = plan;
    this.channels = (int) Require.positive("channels", channels);
    this.network = network;
  }

  /**
   * Predicts one block from all windows that touch it.
   *
   * @return {@code [C, D, H, W]} of the block
   * @throws UserError when the block isn't inside the volume, or the network gives another number
   *     of values
   */
  public float[] predict(Box block, Sections volume) {
    block.checkInside(plan.volume());
    float[] sums = new float[Math.multiplyExact(channels, block.size().voxels())];
    float[] weights = new float[block.size().voxels()];
    for (int z : plan.axis(0).starts()) {
      for (int y : plan.axis(1).starts()) {
        for (int x : plan.axis(2).starts()) {
          if (touches(block, z, y, x)) {
            add(block, z, y, x, network.apply(window(z, y, x, volume)), sums, weights);
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weights[i % weights.length];
    }
    return sums;
  }

  private boolean touches(Box block, int z, int y, int x) {
    return plan.axis(0).covers(z, block.z(), block.size().depth())
        && plan.axis(1).covers(y, block.y(), block.size().height())
        && plan.axis(2).covers(x, block.x(), block.size().width());
  }

  /** The voxels of the window that starts at a place of the padded volume. */
  private float[] window(int startZ, int startY, int startX, Sections volume) {
    Grid size = plan.window();
    float[] window = new float[size.voxels()];
    for (int z = 0; z < size.depth(); z++) {
      int sourceZ = plan.axis(0).source(startZ + z);
      float[] section = sourceZ == WindowAxis.ZERO ? null : volume.section(sourceZ);
      for (int y = 0; section != null && y < size.height(); y++) {
        int sourceY = plan.axis(1).source(startY + y);
        for (int x = 0; sourceY != WindowAxis.ZERO && x < size.width(); x++) {
          int sourceX = plan.axis(2).source(startX + x);
          if (sourceX != WindowAxis.ZERO) {
            window[size.index(z, y, x)] = section[sourceY * plan.volume().width() + sourceX];
          }
        }
      }
    }
    return window;
  }

  /** Adds a window's values, weighted, to those of the block's voxels that it covers. */
  private void add(
      Box block,
      int startZ,
      int startY,
      int startX,
      float[] values,
      float[] sums,
      float[] weights) {
    Grid size = plan.window();
    size.check("network output", values.length, channels);
    Range z = Range.of(plan.axis(0), startZ, block.z(), block.size().depth());
    Range y = Range.of(plan.axis(1), startY, block.y(), block.size().height());
    Range x = Range.of(plan.axis(2), startX, block.x(), block.size().width());
    for (int i = z.from(); i < z.to(); i++) {
      for (int j = y.from(); j < y.to(); j++) {
        int in = size.index(i, j, x.from());
        int out = block.size().index(i - z.shift(), j - y.shift(), x.from() - x.shift());
        for (int k = x.from(); k < x.to(); k++, in++, out++) {
          float weight = plan.importance()[in];
          weights[out] += weight;
          for (int channel = 0; channel < channels; channel++) {
            sums[channel * weights.length + out] += weight * values[channel * size.voxels() + in];
          }
        }
      }
    }
  }

  /**
   * The part of a window's axis that lies in a block.
   *
   * @param shift from the block's place to the window's
   */
  private record Range(int from, int to, int shift) {
    static Range of(WindowAxis axis, int start, int blockStart, int blockLength) {
      int shift = axis.before() + blockStart - start;
      return new Range(Math.max(0, shift), Math.min(axis.window(), shift + blockLength), shift);
    }
  }
}
