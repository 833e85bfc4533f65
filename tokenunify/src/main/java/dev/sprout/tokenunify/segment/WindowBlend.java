package dev.sprout.tokenunify.segment;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import java.util.function.IntFunction;

/**
 * Blends what a network gave for overlapping windows, by importance. Any block of the volume can be
 * blended alone, with the same bits: the memory is that of the block and a window. Thread-safe.
 */
public final class WindowBlend {
  private final WindowPlan plan;
  private final int channels;

  /** A blend of so many channels. */
  public WindowBlend(WindowPlan plan, int channels) {
    this.plan = plan;
    this.channels = (int) Require.positive("channels", channels);
  }

  /**
   * Blends one block from all windows that touch it.
   *
   * @param predicted a window's values by its number // [C, D, H, W]
   * @return {@code [C, D, H, W]} of the block
   * @throws UserError when the block isn't inside the volume, or a window has another number of
   *     values
   */
  public float[] blend(Box block, IntFunction<float[]> predicted) {
    block.checkInside(plan.volume());
    float[] sums = new float[Math.multiplyExact(channels, block.size().voxels())];
    float[] weights = new float[block.size().voxels()];
    for (int window : plan.touching(block)) {
      add(block, window, predicted.apply(window), sums, weights);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weights[i % weights.length];
    }
    return sums;
  }

  /** Adds a window's values, weighted, to those of the block's voxels that it covers. */
  private void add(Box block, int window, float[] values, float[] sums, float[] weights) {
    Grid size = plan.window();
    size.check("network output", values.length, channels);
    Range z = Range.of(plan.axis(0), plan.start(0, window), block.z(), block.size().depth());
    Range y = Range.of(plan.axis(1), plan.start(1, window), block.y(), block.size().height());
    Range x = Range.of(plan.axis(2), plan.start(2, window), block.x(), block.size().width());
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
