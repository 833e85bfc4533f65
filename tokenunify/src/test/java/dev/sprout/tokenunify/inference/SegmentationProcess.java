package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.VolumeAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A segmentation in a process of its own, which waits at some step for being killed. */
final class SegmentationProcess {
  static final String WAITING = "waiting";

  private SegmentationProcess() {}

  static SegmentationJob job(
      VolumeAddress volume, String region, Joining joining, Grid block, Path out) {
    return job(volume, region, joining, block, out, CellVolume.WINDOW);
  }

  private static SegmentationJob job(
      VolumeAddress volume, String region, Joining joining, Grid block, Path out, Grid window) {
    AffinityModel model = new AffinityModel("stub", window, Normalisation.FULL_RANGE);
    SegmentationOptions options =
        new SegmentationOptions(joining, SegmentationOptions.USUAL_OVERLAP, block, false, false);
    return new SegmentationJob(volume, region, model, options, out, false);
  }

  /**
   * Volume, result, block, window; then a stage at whose first step, or a number of windows after
   * which, it waits.
   */
  public static void main(String[] arguments) {
    VolumeAddress volume = VolumeAddress.parse("volume", arguments[0]);
    Grid block = grid(arguments[2]);
    Grid window = grid(arguments[3]);
    Joining joining = new Joining(FragmentKind.SECTION, JoinMethod.MEAN, null, null);
    String stop = arguments[4];
    AtomicInteger windows = new AtomicInteger();
    UnaryOperator<float[]> formula = CellVolume.network(window);
    UnaryOperator<float[]> network =
        grey -> {
          if (stop.equals(String.valueOf(windows.getAndIncrement()))) {
            waitToBeKilled();
          }
          return formula.apply(grey);
        };
    try (SegmentationJob job = job(volume, null, joining, block, Path.of(arguments[1]), window)) {
      job.run(
          network,
          (stage, done, total) -> {
            if (stop.equals(stage.name())) {
              waitToBeKilled();
            }
          });
      System.out.println("done " + windows);
    }
  }

  private static Grid grid(String text) {
    int[] sides = Stream.of(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    return new Grid(sides[0], sides[1], sides[2]);
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static void waitToBeKilled() {
    System.out.println(WAITING);
    while (true) {
      LockSupport.parkNanos(1_000_000_000);
    }
  }
}
