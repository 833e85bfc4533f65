package dev.sprout.tokenunify.inference;

import java.util.function.IntConsumer;

/** Machines that run the tasks of a {@link DistributedSegmentation} and see its folder. */
public interface SegmentationCluster {
  /**
   * Runs tasks of a step, each by {@link SegmentationWorker#run}, in any order, and again where one
   * failed.
   *
   * @param numbers of the tasks
   * @param finished told each task that is done, one at a time
   * @throws dev.sprout.core.UserError when a task keeps failing
   */
  void run(SegmentationStep step, int[] numbers, IntConsumer finished);
}
