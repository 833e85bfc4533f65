package dev.sprout.tokenunify.data;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.BlockSource;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.util.List;

/**
 * Random blocks of some parts of volumes, each part as often as its share of the voxels, at any
 * place inside it. What is drawn depends on the random stream alone. Thread-safe.
 */
public final class VolumeBlocks implements BlockSource {
  private final List<VolumeRegion> regions;
  private final BlockSides sides;
  private final Augmentation augmentation;
  private final long voxels;

  /**
   * Blocks of some parts.
   *
   * @throws UserError when a part is smaller than a block
   */
  public VolumeBlocks(List<VolumeRegion> regions, BlockSides sides, Augmentation augmentation) {
    this.regions = List.copyOf(regions);
    this.sides = sides;
    this.augmentation = augmentation;
    this.voxels = regions.stream().mapToLong(each -> each.box().shape().volume()).sum();
    for (VolumeRegion region : regions) {
      if (!fits(sides, region)) {
        throw UserError.unusable(
            "block",
            "of %d×%d×%d voxels is larger than %s of %s; give a smaller one",
            sides.z(),
            sides.y(),
            sides.x(),
            region.box(),
            region.name());
      }
    }
  }

  private static boolean fits(BlockSides sides, VolumeRegion region) {
    return new Coordinate(sides.z(), sides.y(), sides.x()).atMost(region.box().shape());
  }

  @Override
  public BlockSides sides() {
    return sides;
  }

  @Override
  public Block draw(RandomStream random) {
    VolumeRegion region = region((long) (random.nextDouble() * voxels));
    Symmetry symmetry =
        augmentation.symmetries() ? Symmetry.random(orders(region), random) : Symmetry.IDENTITY;
    BlockSides wide = widened(region, symmetry);
    Block oriented =
        oriented(region.read(place(region, symmetry.source(wide), random)), symmetry, wide);
    return augmentation.apply(oriented, wide, sides, random);
  }

  /** The part with the n-th voxel of all. */
  private VolumeRegion region(long voxel) {
    long before = 0;
    for (VolumeRegion region : regions) {
      before += region.box().shape().volume();
      if (voxel < before) {
        return region;
      }
    }
    throw new IllegalArgumentException("no voxel " + voxel);
  }

  /** Orders of the axes that the voxel size allows and in which a block fits. */
  private List<List<Integer>> orders(VolumeRegion region) {
    List<List<Integer>> orders = region.isIsotropic() ? Symmetry.IN_VOLUME : Symmetry.IN_SECTION;
    return orders.stream()
        .filter(axes -> fits(new Symmetry(axes, List.of()).source(sides), region))
        .toList();
  }

  /** The block with as much of the margin as the part has room for. */
  private BlockSides widened(VolumeRegion region, Symmetry symmetry) {
    Coordinate shape = region.box().shape();
    long[] extents = {shape.z(), shape.y(), shape.x()};
    int y = margin(extents[symmetry.axes().get(1)], sides.y());
    int x = margin(extents[symmetry.axes().get(2)], sides.x());
    return new BlockSides(sides.z(), sides.y() + 2 * y, sides.x() + 2 * x);
  }

  private int margin(long extent, int side) {
    return (int) Math.min(augmentation.margin(), (extent - side) / 2);
  }

  private static Box place(VolumeRegion region, BlockSides size, RandomStream random) {
    Coordinate shape = region.box().shape();
    Coordinate first =
        new Coordinate(
            start(shape.z() - size.z(), random),
            start(shape.y() - size.y(), random),
            start(shape.x() - size.x(), random));
    return new Box(region.box().origin().plus(first), new Coordinate(size.z(), size.y(), size.x()));
  }

  private static long start(long last, RandomStream random) {
    return (long) (random.nextDouble() * (last + 1));
  }

  private static Block oriented(Block source, Symmetry symmetry, BlockSides sides) {
    int[] places = symmetry.places(sides);
    float[] grey = new float[places.length];
    long[] labels = source.labels() == null ? null : new long[places.length];
    for (int voxel = 0; voxel < places.length; voxel++) {
      grey[voxel] = source.grey()[places[voxel]];
      if (labels != null) {
        labels[voxel] = source.labels()[places[voxel]];
      }
    }
    return new Block(grey, labels);
  }
}
