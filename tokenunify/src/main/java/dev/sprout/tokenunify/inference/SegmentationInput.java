package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.WindowPlan;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import java.util.List;

/**
 * What is segmented, and how it is cut into windows and blocks.
 *
 * @param region of the volume
 * @param raw grey values of the region
 */
record SegmentationInput(
    Volume volume, Box region, RawVolume raw, WindowPlan plan, BlockGrid blocks)
    implements AutoCloseable {

  /** Maker of a region's grey values. */
  private interface Opening {
    RawVolume open(Volume volume, Box region);
  }

  /**
   * Opens and checks a volume.
   *
   * @param region as {@link Box#parse} reads it; null for the whole volume
   * @throws dev.sprout.core.UserError when the volume or the region can't be used
   */
  static SegmentationInput checked(
      VolumeAddress address, String region, AffinityModel model, SegmentationOptions options) {
    return of(
        address,
        region,
        model.window(),
        options,
        (volume, part) -> new RawVolume(volume, part, model.normalisation(), options.sparse()));
  }

  /** Opens a volume that was checked elsewhere, with the range that it has. */
  static SegmentationInput known(
      VolumeAddress address,
      String region,
      Grid window,
      SegmentationOptions options,
      GreyRange range) {
    return of(
        address, region, window, options, (volume, part) -> new RawVolume(volume, part, range));
  }

  private static SegmentationInput of(
      VolumeAddress address,
      String region,
      Grid window,
      SegmentationOptions options,
      Opening opening) {
    Volume volume = Volume.open(address);
    try {
      Coordinate shape = volume.shape();
      volume.requireVoxelSize();
      Box part = region == null ? Box.of(shape) : Box.parse("region", region, shape);
      RawVolume raw = opening.open(volume, part);
      WindowPlan plan = WindowPlan.gaussian(raw.grid(), window, options.overlap());
      BlockGrid blocks = new BlockGrid(raw.grid(), clipped(options.block(), raw.grid()));
      return new SegmentationInput(volume, part, raw, plan, blocks);
    } catch (RuntimeException e) {
      volume.close();
      throw e;
    }
  }

  private static Grid clipped(Grid block, Grid volume) {
    return new Grid(
        Math.min(block.depth(), volume.depth()),
        Math.min(block.height(), volume.height()),
        Math.min(block.width(), volume.width()));
  }

  /** All that affinities depend on. */
  String description(VolumeAddress address, AffinityModel model, SegmentationOptions options) {
    return String.join(
        ", ",
        List.of(
            "volume " + address + " of " + OutputFolder.changed(address.path()),
            "region " + region,
            "model " + model.identity(),
            "windows " + Places.shape(model.window()) + " overlapping by " + options.overlap(),
            "blocks " + Places.shape(blocks.block())));
  }

  /** Size and position of the region's voxels. */
  Calibration calibration() {
    return Calibration.of(volume, region.origin());
  }

  /** Grey values of a window, with its padding // [D, H, W] */
  float[] grey(int window) {
    return plan.padded(window, raw.read(plan.covered(window)));
  }

  /** Values that the network gives for a window. */
  int windowValues() {
    return Math.multiplyExact(AffinityModel.CHANNELS, plan.window().voxels());
  }

  /** The form of the labels. */
  OmeZarrLayout labels() {
    Calibration calibration = calibration();
    return OmeZarrLayout.usual(
            "segments", Content.LABELS, region.shape(), ElementType.UINT64, calibration.voxelSize())
        .withOffset(calibration.offset());
  }

  @Override
  public void close() {
    volume.close();
  }
}
