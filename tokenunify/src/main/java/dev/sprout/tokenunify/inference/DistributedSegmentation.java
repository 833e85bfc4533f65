package dev.sprout.tokenunify.inference;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.BlockJournal;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.WindowPlan;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A {@link SegmentationJob} whose work is done by tasks on many machines, to the same bytes: the
 * tasks' files lie in the work folder beside the result, and here are the order of the steps, the
 * journals of finished tasks, and the joining of the fragments. A job that was stopped goes on with
 * the tasks that are left; with another way of joining it keeps the affinities. Not thread-safe;
 * one process at a time.
 */
public final class DistributedSegmentation implements AutoCloseable {
  private final SegmentationInput input;
  private final OutputFolder output;
  private final SegmentationOptions options;
  private final String description;
  private final BlockJournal affinities;

  /** Is told how far a job is. */
  public interface Progress {
    /** Called after tasks of a step, of which there are {@code total}. */
    void at(SegmentationStep step, int done, int total);
  }

  /** What the joining gave, once the tables of all segments are written. */
  private record Joined(int segments) {}

  /**
   * Opens and checks everything but the network's weights, before anything is computed.
   *
   * @param region as {@code z,y,x} ranges; null for the whole volume
   * @param place OME-Zarr folder of the result, which all machines see
   * @param replace whether an existing result, or another job's work folder, may be replaced
   * @throws UserError when the volume, the region or the place can't be used
   */
  public DistributedSegmentation(
      VolumeAddress address,
      String region,
      AffinityModel model,
      SegmentationOptions options,
      Path place,
      boolean replace) {
    this.options = options;
    input = SegmentationInput.checked(address, region, model, options);
    try {
      output = OutputFolder.prepare(place, address.path(), replace);
      description = input.description(address, model, options);
      affinities = output.journal(description, input.blocks().blocks(), replace);
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /** Which intensities are 0 and 1, for the tasks. */
  public GreyRange range() {
    return input.raw().range();
  }

  /** Of the volume. */
  public Nanometers voxelSize() {
    return input.volume().requireVoxelSize();
  }

  /** Extent of what is segmented. */
  public Coordinate extent() {
    return input.region().shape();
  }

  /** Blocks whose affinities an earlier run has stored. */
  public int blocksDone() {
    return input.blocks().blocks() - affinities.unfinished().length;
  }

  /**
   * Does what is left.
   *
   * @throws UserError when a task keeps failing, or the multicut's graph doesn't fit the memory
   */
  public SegmentationResult run(SegmentationCluster cluster, Progress progress) {
    try (StoredArray stored = output.affinities(input)) {
      predict(cluster, progress);
      int segments = join(cluster, progress);
      if (options.keepAffinities()) {
        coarsen(SegmentationStep.AFFINITY_LEVELS, stored.writer(), cluster, progress);
      }
      output.publish(options.keepAffinities());
      return new SegmentationResult(output.labels(), extent().volume(), segments);
    }
  }

  /** Affinities, one layer of blocks after the other: so many windows are on the disk at once. */
  private void predict(SegmentationCluster cluster, Progress progress) {
    WindowFiles windows = new WindowFiles(output.windows(), input.windowValues());
    BlockGrid blocks = input.blocks();
    WindowPlan plan = input.plan();
    Grid volume = blocks.volume();
    for (int z = 0; z < volume.depth(); z += blocks.block().depth()) {
      int depth = Math.min(blocks.block().depth(), volume.depth() - z);
      Box layer = new Box(z, 0, 0, volume.sections(depth));
      int last = blocks.last(layer);
      int[] todo = Arrays.stream(affinities.unfinished()).filter(block -> block <= last).toArray();
      int[] missing =
          Arrays.stream(todo)
              .flatMap(block -> Arrays.stream(plan.touching(blocks.box(block))))
              .sorted()
              .distinct()
              .filter(window -> !windows.isThere(window))
              .toArray();
      int[] done = {0};
      cluster.run(
          SegmentationStep.WINDOWS,
          missing,
          window -> progress.at(SegmentationStep.WINDOWS, ++done[0], missing.length));
      run(SegmentationStep.AFFINITIES, affinities, blocks.blocks(), todo, cluster, progress);
      for (int window : plan.touching(layer)) {
        if (blocks.last(plan.covered(window)) <= last) {
          windows.forget(window);
        }
      }
    }
  }

  /** Runs tasks and notes which are finished. */
  private static void run(
      SegmentationStep step,
      BlockJournal journal,
      int total,
      int[] todo,
      SegmentationCluster cluster,
      Progress progress) {
    int[] left = {journal.unfinished().length};
    cluster.run(
        step,
        todo,
        number -> {
          journal.finish(number);
          progress.at(step, total - --left[0], total);
        });
  }

  /** The steps after the network's; returns the number of segments. */
  private int join(SegmentationCluster cluster, Progress progress) {
    BlockGrid units = FragmentTasks.units(input, options.joining());
    requireSameJoining(units);
    FragmentNumbers numbers = new FragmentNumbers(input, output, options.joining());
    output.fragments(input).close(); // begun here, as several tasks can't begin one array
    output.joined(input).close();
    run(SegmentationStep.FRAGMENTS, units.blocks(), cluster, progress);
    Path done = output.joining().resolve("joined.json");
    if (!Files.exists(done)) {
      numbers.resolve();
      run(SegmentationStep.CONTACTS, input.blocks().volume().depth(), cluster, progress);
      JsonFile.write(done, new Joined(numbers.join()));
    }
    run(SegmentationStep.SEGMENTS, units.blocks(), cluster, progress);
    OmeZarrWriter labels = OmeZarrWriter.open(output.segments(), input.labels());
    run(SegmentationStep.LABELS, labels.blocks(extent()).size(), cluster, progress);
    coarsen(SegmentationStep.LEVELS, labels, cluster, progress);
    return JsonFile.read(done, Joined.class, UserError.Kind.FAILED).segments();
  }

  /** Removes what a job left that joined in another way. */
  private void requireSameJoining(BlockGrid units) {
    AtomicFile.makeFolder(output.joining());
    try {
      journal(SegmentationStep.FRAGMENTS, units.blocks());
    } catch (UserError e) {
      output.clearSegments();
      AtomicFile.makeFolder(output.joining());
    }
  }

  private BlockJournal journal(SegmentationStep step, int total) {
    Path file = output.joining().resolve(step.name().toLowerCase(Locale.ROOT) + ".json");
    return BlockJournal.open(file, description + ", " + options.joining(), total);
  }

  private void run(
      SegmentationStep step, int total, SegmentationCluster cluster, Progress progress) {
    BlockJournal journal = journal(step, total);
    run(step, journal, total, journal.unfinished(), cluster, progress);
  }

  /** Makes coarser levels, each from the one below. */
  private void coarsen(
      SegmentationStep step, OmeZarrWriter writer, SegmentationCluster cluster, Progress progress) {
    int[] counts =
        IntStream.range(1, writer.levels()).map(level -> writer.pieces(level).size()).toArray();
    int total = IntStream.of(counts).sum();
    int end = 0;
    for (int count : counts) {
      end += count;
      int limit = end;
      BlockJournal journal = journal(step, total);
      int[] todo = Arrays.stream(journal.unfinished()).filter(piece -> piece < limit).toArray();
      run(step, journal, total, todo, cluster, progress);
    }
  }

  @Override
  public void close() {
    input.close();
  }
}
