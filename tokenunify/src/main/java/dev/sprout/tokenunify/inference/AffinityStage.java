package dev.sprout.tokenunify.inference;

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
  private final SegmentationInput input;
  private final WindowFiles windows;
  private final StoredArray affinities;
  private final BlockJournal journal;

  AffinityStage(
      SegmentationInput input, WindowFiles windows, StoredArray affinities, BlockJournal journal) {
    this.input = input;
    this.windows = windows;
    this.affinities = affinities;
    this.journal = journal;
  }

  /** Predicts what isn't stored yet. */
  void run(UnaryOperator<float[]> network, SegmentationJob.Progress progress) {
    WindowPlan plan = input.plan();
    BlockGrid blocks = input.blocks();
    WindowBlend blend = new WindowBlend(plan, AffinityModel.CHANNELS);
    for (int number : journal.unfinished()) {
      Box block = blocks.box(number);
      affinities.write(block, blend.blend(block, window -> predicted(window, network)));
      journal.finish(number);
      for (int window : plan.touching(block)) {
        if (blocks.last(plan.covered(window)) == number) {
          windows.forget(window);
        }
      }
      progress.at(SegmentationJob.Stage.AFFINITIES, number + 1, blocks.blocks());
    }
  }

  private float[] predicted(int window, UnaryOperator<float[]> network) {
    return windows.get(window, () -> network.apply(input.grey(window)));
  }
}
