package dev.sprout.tokenunify.segment;

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
  private final WindowBlend blend;
  private final UnaryOperator<float[]> network;

  /**
   * A prediction over some windows.
   *
   * @param channels that the network gives
   * @param network from a window's voxels {@code [D, H, W]} to {@code [C, D, H, W]}
   */
  public WindowedPrediction(WindowPlan plan, int channels, UnaryOperator<float[]> network) {
    this.plan = plan;
    this.blend = new WindowBlend(plan, channels);
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
    return blend.blend(block, window -> network.apply(voxels(window, volume)));
  }

  private float[] voxels(int window, Sections volume) {
    Box covered = plan.covered(window);
    Grid size = covered.size();
    float[] voxels = new float[size.voxels()];
    for (int z = 0; z < size.depth(); z++) {
      float[] section = volume.section(covered.z() + z);
      for (int y = 0; y < size.height(); y++) {
        int row = (covered.y() + y) * plan.volume().width() + covered.x();
        System.arraycopy(section, row, voxels, size.index(z, y, 0), size.width());
      }
    }
    return plan.padded(window, voxels);
  }
}
