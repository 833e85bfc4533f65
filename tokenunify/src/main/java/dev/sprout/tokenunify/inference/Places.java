package dev.sprout.tokenunify.inference;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import java.nio.file.Path;

/** Places in arrays, whose numbers are 32 bits long, as places in files, and back. */
final class Places {
  private Places() {}

  static Coordinate shape(Grid grid) {
    return new Coordinate(grid.depth(), grid.height(), grid.width());
  }

  static Grid grid(Coordinate shape) {
    if (!shape.atMost(new Coordinate(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))) {
      throw UserError.badRequest(
          "a volume of %s voxels has an axis of 2^31 or more; take a region of it", shape);
    }
    return new Grid((int) shape.z(), (int) shape.y(), (int) shape.x());
  }

  static dev.sprout.volumes.array.Box box(Box box) {
    Coordinate origin = new Coordinate(box.z(), box.y(), box.x());
    return new dev.sprout.volumes.array.Box(origin, shape(box.size()));
  }

  static Box box(dev.sprout.volumes.array.Box box) {
    Coordinate at = box.origin();
    return new Box((int) at.z(), (int) at.y(), (int) at.x(), grid(box.shape()));
  }

  /** Opens a Zarr folder. */
  static Volume open(Path folder) {
    return Volume.open(VolumeAddress.of(folder));
  }

  /** One whole section of a volume. */
  static Box section(Grid volume, int z) {
    return new Box(z, 0, 0, volume.sections(1));
  }
}
