package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.zarr.Compression;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * An intermediate result on disk: OME-Zarr with chunks of one section of a block, so that blocks
 * and sections are written and read without touching more than themselves. Not thread-safe.
 */
final class StoredArray implements AutoCloseable {
  private final OmeZarrWriter writer;
  private final Volume volume;

  private StoredArray(Path folder, OmeZarrLayout layout) {
    writer = OmeZarrWriter.open(folder, layout);
    volume = Places.open(folder);
  }

  /** Affinities of a volume, which lies where the geometry says. */
  static StoredArray affinities(Path folder, BlockGrid blocks, Calibration calibration) {
    OmeZarrLayout layout =
        layout("affinities", Content.INTENSITIES, blocks, ElementType.FLOAT32, calibration)
            .withChannels(AffinityModel.CHANNELS);
    return new StoredArray(folder, layout);
  }

  /** Fragment ids of a volume. */
  static StoredArray fragments(Path folder, BlockGrid blocks, Calibration calibration) {
    return new StoredArray(
        folder, layout("fragments", Content.LABELS, blocks, ElementType.UINT64, calibration));
  }

  private static OmeZarrLayout layout(
      String name, Content content, BlockGrid blocks, ElementType type, Calibration calibration) {
    Coordinate shape = Places.shape(blocks.volume());
    Coordinate section = new Coordinate(1, blocks.block().height(), blocks.block().width());
    return new OmeZarrLayout(
        "0.4",
        name,
        content,
        shape,
        0,
        type,
        calibration.voxelSize(),
        calibration.offset(),
        section.min(shape),
        Optional.empty(),
        Compression.ZSTD);
  }

  /** Writes a block // [C, D, H, W]. */
  void write(Box box, float[] values) {
    dev.sprout.volumes.array.Box place = Places.box(box);
    int voxels = box.size().voxels();
    for (int channel = 0; channel < values.length / voxels; channel++) {
      float[] part = Arrays.copyOfRange(values, channel * voxels, (channel + 1) * voxels);
      writer.write(channel, place.origin(), Block.ofFloat32(place.shape(), part));
    }
  }

  /** Writes a block's ids // [D, H, W]. */
  void write(Box box, long[] ids) {
    dev.sprout.volumes.array.Box place = Places.box(box);
    writer.write(0, place.origin(), Block.ofUint64(place.shape(), ids));
  }

  /** All channels of a part // [C, D, H, W]. */
  float[] values(Box box) {
    int voxels = box.size().voxels();
    float[] values = new float[Math.multiplyExact(volume.channels(), voxels)];
    for (int channel = 0; channel < volume.channels(); channel++) {
      requireWritten(channel, box);
      float[] part = volume.read(channel, Places.box(box)).intensities();
      System.arraycopy(part, 0, values, channel * voxels, voxels);
    }
    return values;
  }

  /** Ids of a part // [D, H, W]. */
  long[] ids(Box box) {
    requireWritten(0, box);
    return volume.read(Places.box(box)).labels();
  }

  /** What isn't stored would be read as zeros. */
  private void requireWritten(int channel, Box box) {
    if (!writer.isWritten(channel, Places.box(box))) {
      throw UserError.failure(
          "%s lacks files of %s that were written: delete %s to begin anew",
          volume.name(), Places.box(box), Path.of(volume.name()).getParent());
    }
  }

  /** What writes it. */
  OmeZarrWriter writer() {
    return writer;
  }

  /** Makes the coarser levels. */
  void finish() {
    writer.finish();
  }

  @Override
  public void close() {
    volume.close();
  }
}
