package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.BlockJournal;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.WindowBlend;
import dev.sprout.tokenunify.segment.WindowPlan;
import java.util.function.UnaryOperator;

/**
 * Predicts a volume's affinities block by block, in order, and notes each block that is stored. One
 * call of the network a window.
 */
final class AffinityStage {
  private final RawVolume raw;
  private final WindowPlan plan;
  private final WindowFiles windows;
  private final BlockGrid blocks;
  private final StoredArray affinities;
  private final BlockJournal journal;

  AffinityStage(
      RawVolume raw,
      WindowPlan plan,
      WindowFiles windows,
      BlockGrid blocks,
      StoredArray affinities,
      BlockJournal journal) {
    this.raw = raw;
    this.plan = plan;
    this.windows = windows;
    this.blocks = blocks;
    this.affinities = affinities;
    this.journal = journal;
  }

  /** Predicts what isn't stored yet. */
  void run(UnaryOperator<float[]> network, SegmentationJob.Progress progress) {
    WindowBlend blend = new WindowBlend(plan, AffinityModel.CHANNELS);
    for (int number : journal.unfinished()) {
      Box block = blocks.box(number);
      affinities.write(block, blend.blend(block, window -> predicted(window, network)));
      journal.finish(number);
      for (int window : plan.touching(block)) {
        if (lastBlock(window) == number) {
          windows.forget(window);
        }
      }
      progress.at(SegmentationJob.Stage.AFFINITIES, number + 1, blocks.blocks());
    }
  }

  private float[] predicted(int window, UnaryOperator<float[]> network) {
    return windows.get(
        window, () -> network.apply(plan.padded(window, raw.read(plan.covered(window)))));
  }

  /** The last block that a window touches: blocks are numbered as their far corners rise. */
  private int lastBlock(int window) {
    Box covered = plan.covered(window);
    Grid size = covered.size();
    return blocks.number(
        covered.z() + size.depth() - 1,
        covered.y() + size.height() - 1,
        covered.x() + size.width() - 1);
  }
}
