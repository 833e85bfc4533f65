package dev.sprout.spark;

import dev.sprout.cli.SegmentationFlags;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.inference.AffinityNetwork;
import dev.sprout.tokenunify.inference.SegmentationStep;
import dev.sprout.tokenunify.inference.SegmentationWorker;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Tasks of a segmentation, in an executor.
 *
 * @param network identity of the driver's network, which the executor's must have too
 * @param range of the volume's grey values
 * @param place absolute path of the result
 * @param threads threads of a task
 */
record SegmentationWork(
    SegmentationFlags flags, String network, GreyRange range, String place, int threads)
    implements SegmentationTasks.Work {

  @Override
  public void run(SegmentationStep step, int... numbers) {
    TokenUnifyFolder folder = flags.folder();
    try (SegmentationWorker worker =
        new SegmentationWorker(
            flags.address(),
            flags.region(),
            flags.network(folder).window(),
            range,
            flags.options(folder),
            Path.of(place))) {
      if (step == SegmentationStep.WINDOWS) {
        Networks.use(
            network + flags.compute(),
            threads,
            () -> open(folder),
            opened -> {
              run(worker, step, flags.asked(opened), numbers);
              return null;
            });
      } else {
        run(worker, step, UnaryOperator.identity(), numbers);
      }
    }
  }

  private static void run(
      SegmentationWorker worker,
      SegmentationStep step,
      UnaryOperator<float[]> asked,
      int... numbers) {
    for (int number : numbers) {
      worker.run(step, number, asked);
    }
  }

  private AffinityNetwork open(TokenUnifyFolder folder) {
    String here = flags.network(folder).identity();
    if (!here.equals(network)) {
      throw UserError.failure(
          "the network of an executor, in %s, is %s, and that of the driver %s; give all machines"
              + " the same files",
          folder.path(), here, network);
    }
    return flags.open(folder);
  }
}
