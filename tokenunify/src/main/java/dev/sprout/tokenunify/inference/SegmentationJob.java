package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.BlockJournal;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Segments an EM volume of any size: affinities block by block, then fragments, their graph, and
 * labels. In memory are a block, a window and a few sections, and for the multicut the region
 * graph; the rest is in a work folder beside the result. A job that was killed, or run again with
 * another way of joining, goes on with the affinities that are there, to the same bytes; the later
 * stages, which take a small part of the time, begin anew. Not thread-safe; one process at a time.
 */
public final class SegmentationJob implements AutoCloseable {
  private final SegmentationInput input;
  private final OutputFolder output;
  private final SegmentationOptions options;
  private final BlockJournal journal;

  /** What is being done. */
  public enum Stage {
    AFFINITIES,
    FRAGMENTS,
    GRAPH,
    LABELS
  }

  /** Is told how far a job is. */
  public interface Progress {
    /** Called after each step of a stage, of which there are {@code total}. */
    void at(Stage stage, int done, int total);
  }

  /**
   * Opens and checks everything but the network's weights, before anything is computed.
   *
   * @param region as {@link Box#parse} reads it; null for the whole volume
   * @param place OME-Zarr folder of the result
   * @param replace whether an existing result, or another job's work folder, may be replaced
   * @throws UserError when the volume, the region or the place can't be used
   */
  public SegmentationJob(
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
      String description = input.description(address, model, options);
      journal = output.journal(description, input.blocks().blocks(), replace);
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
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
    return input.blocks().blocks() - journal.unfinished().length;
  }

  /**
   * Does what is left.
   *
   * @param network from a window's grey values [D, H, W] to affinities [3, D, H, W]
   * @throws UserError when the disk is full, a file is damaged, the network gives no affinities, or
   *     what is worked on at once, or the multicut's graph, doesn't fit the memory
   */
  public SegmentationResult run(UnaryOperator<float[]> network, Progress progress) {
    output.clearSegments();
    int segments;
    try (StoredArray affinities = output.affinities(input)) {
      WindowFiles windows = new WindowFiles(output.windows(), input.windowValues());
      new AffinityStage(input, windows, affinities, journal).run(network, progress);
      segments = joined(affinities, progress);
      if (options.keepAffinities()) {
        affinities.finish();
      }
    }
    output.publish(options.keepAffinities());
    return new SegmentationResult(output.labels(), extent().volume(), segments);
  }

  /** The stages after the network's. */
  private int joined(StoredArray affinities, Progress progress) {
    BlockGrid blocks = input.blocks();
    try (StoredArray fragments = output.fragments(input)) {
      Storage storage = Storage.files(output.work());
      LabelMap ids =
          new FragmentStage(affinities, fragments, blocks, storage, progress)
              .run(options.joining());
      LabelMap joined =
          new JoinStage(affinities, fragments, ids, storage, progress)
              .run(blocks.volume(), options.joining());
      write(fragments, ids, joined, progress);
      return joined.unchanged();
    } catch (OutOfMemoryError e) {
      throw tooLarge(e, options.joining().method(), output);
    }
  }

  static UserError tooLarge(OutOfMemoryError e, JoinMethod method, OutputFolder output) {
    boolean inMemory = method == JoinMethod.MULTICUT;
    return UserError.failure(
        e,
        "%s fit the %d MB that Java may take. Start the same command again with more, such as"
            + " SPROUT_JAVA_OPTS=-Xmx16g%s: the affinities in %s are kept.",
        inMemory
            ? "the multicut's graph of the fragments doesn't"
            : "what is worked on at once doesn't",
        Runtime.getRuntime().maxMemory() >> 20,
        inMemory ? ", or with another method, whose graph lies in files" : "",
        output.work());
  }

  private void write(StoredArray fragments, LabelMap ids, LabelMap joined, Progress progress) {
    OmeZarrWriter writer = OmeZarrWriter.open(output.segments(), input.labels());
    List<Box> boxes = writer.blocks(extent());
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      long[] labels = joined.apply(ids.apply(fragments.ids(Places.box(box))));
      writer.write(0, box.origin(), Block.ofUint64(box.shape(), labels));
      progress.at(Stage.LABELS, i + 1, boxes.size());
    }
    writer.finish();
  }

  @Override
  public void close() {
    input.close();
  }
}
