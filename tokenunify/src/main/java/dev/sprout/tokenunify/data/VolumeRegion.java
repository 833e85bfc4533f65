package dev.sprout.tokenunify.data;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.tasks.BlockSource;
import dev.sprout.volumes.Appearance;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Nanometers;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A part of a volume, with the labels of its cells where there are some. Parts of up to 256 MB are
 * kept in memory; of others each block is read when it is asked for. Thread-safe; the volumes stay
 * the caller's to close.
 */
public final class VolumeRegion {
  /** Greatest ratio of voxel sizes along two axes that counts as isotropic. */
  private static final double ISOTROPIC = 1.5;

  private final Volume volume;
  private final Box box;
  private final Nanometers voxelSize;
  private final GreyRange range;
  private final RegionReader grey;
  private final RegionReader labels; // null without
  private final Set<Long> cells = new HashSet<>(); // two of the labels, if there are so many

  /**
   * A part of a volume.
   *
   * @param labels of the same extent; null for none
   * @param range intensities that become 0 and 1
   * @throws UserError when the labels are of another extent, floating-point or negative numbers or
   *     what looks like grey values, or label nothing in this part
   */
  public VolumeRegion(
      Volume volume, Volume labels, Box box, Nanometers voxelSize, GreyRange range) {
    this.volume = volume;
    this.box = box;
    this.voxelSize = voxelSize;
    this.range = range;
    this.grey = new RegionReader(volume, box);
    this.labels = labels == null ? null : labels(labels);
  }

  private RegionReader labels(Volume labels) {
    if (!labels.shape().equals(volume.shape())) {
      throw UserError.unusable(
          "labels",
          "%s have %s voxels and %s has %s; give labels of the same extent",
          labels.name(),
          labels.shape(),
          volume.name(),
          volume.shape());
    }
    Appearance.requireLabels("labels", labels, box);
    RegionReader reader = new RegionReader(labels, box);
    for (long z = box.origin().z(); z < box.end().z(); z++) {
      Box section =
          Box.at(z, box.origin().y(), box.origin().x(), 1, box.shape().y(), box.shape().x());
      LongStream.of(reader.read(section).labels())
          .filter(label -> label != 0 && cells.size() < 2)
          .forEach(cells::add);
    }
    if (cells.isEmpty()) {
      throw UserError.unusable("labels", "%s are 0 everywhere in %s", labels.name(), box);
    }
    return reader;
  }

  /** Name for people. */
  public String name() {
    return volume.name();
  }

  /** The part, in coordinates of the volume. */
  public Box box() {
    return box;
  }

  /** Size of a voxel. */
  public Nanometers voxelSize() {
    return voxelSize;
  }

  /** Whether the labels are 0 and one other number, as in a mask. */
  public boolean isMask() {
    return cells.size() == 1;
  }

  /** Whether voxels are about as deep as they are wide, so that axes may change places. */
  boolean isIsotropic() {
    double least = Math.min(voxelSize.z(), Math.min(voxelSize.y(), voxelSize.x()));
    double greatest = Math.max(voxelSize.z(), Math.max(voxelSize.y(), voxelSize.x()));
    return greatest <= ISOTROPIC * least;
  }

  /** A block inside the part, in coordinates of the volume. */
  public BlockSource.Block read(Box block) {
    Block values = grey.read(block);
    return new BlockSource.Block(
        range.scale(values), labels == null ? null : labels.read(block).labels());
  }
}
