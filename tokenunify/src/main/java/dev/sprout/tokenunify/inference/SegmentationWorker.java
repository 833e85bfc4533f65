package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.WindowBlend;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Runs tasks of a {@link DistributedSegmentation} on any machine that sees its volume and its
 * folder. Each task writes files of its own, each whole or not at all, so that it may run again, or
 * twice at once. Not thread-safe.
 */
public final class SegmentationWorker implements AutoCloseable {
  private final SegmentationInput input;
  private final SegmentationOptions options;
  private final OutputFolder output;

  /**
   * Opens the volume and the folder of a job that has begun.
   *
   * @param region as the job has it
   * @param window that the network sees
   * @param range {@link DistributedSegmentation#range}
   * @param place OME-Zarr folder of the result, absolute
   * @throws UserError when one of them can't be seen from here
   */
  public SegmentationWorker(
      VolumeAddress address,
      String region,
      Grid window,
      GreyRange range,
      SegmentationOptions options,
      Path place) {
    this.options = options;
    output = new OutputFolder(place);
    if (!Files.isDirectory(output.work())) {
      throw UserError.failure(
          "%s isn't seen by the process of a task; name an output at a place that all machines see",
          output.work());
    }
    input = SegmentationInput.known(address, region, window, options, range);
  }

  /**
   * Runs a task.
   *
   * @param network from a window's grey values [D, H, W] to affinities [3, D, H, W]; only windows
   *     need it
   */
  public void run(SegmentationStep step, int number, UnaryOperator<float[]> network) {
    FragmentTasks fragments = new FragmentTasks(input, output, options.joining());
    switch (step) {
      case WINDOWS -> windows().get(number, () -> network.apply(input.grey(number)));
      case AFFINITIES -> blend(number);
      case FRAGMENTS -> fragments.cut(number);
      case CONTACTS -> fragments.meet(number);
      case SEGMENTS -> fragments.replace(number);
      case LABELS -> label(number);
      case LEVELS -> coarsen(OmeZarrWriter.open(output.segments(), input.labels()), number);
      case AFFINITY_LEVELS -> {
        try (StoredArray affinities = output.affinities(input)) {
          coarsen(affinities.writer(), number);
        }
      }
    }
  }

  private WindowFiles windows() {
    return new WindowFiles(output.windows(), input.windowValues());
  }

  private void blend(int number) {
    WindowFiles windows = windows();
    Box block = input.blocks().box(number);
    WindowBlend blend = new WindowBlend(input.plan(), AffinityModel.CHANNELS);
    try (StoredArray affinities = output.affinities(input)) {
      affinities.write(block, blend.blend(block, windows::read));
    }
  }

  private void label(int number) {
    OmeZarrWriter writer = OmeZarrWriter.open(output.segments(), input.labels());
    dev.sprout.volumes.array.Box box = writer.blocks(input.region().shape()).get(number);
    try (StoredArray joined = output.joined(input)) {
      long[] labels = joined.ids(Places.box(box));
      writer.write(0, box.origin(), Block.ofUint64(box.shape(), labels));
    }
  }

  private static void coarsen(OmeZarrWriter writer, int number) {
    List<OmeZarrWriter.Piece> pieces =
        IntStream.range(1, writer.levels())
            .boxed()
            .flatMap(level -> writer.pieces(level).stream())
            .toList();
    writer.coarsen(pieces.get(number));
  }

  @Override
  public void close() {
    input.close();
  }
}
