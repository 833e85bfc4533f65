package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An EM volume by formula, bright cells between dark membranes, and a network by formula. */
final class CellVolume {
  static final Nanometers VOXEL = new Nanometers(40, 4, 4);
  static final Nanometers OFFSET = new Nanometers(400, 8, 12);
  static final Grid WINDOW = new Grid(6, 24, 20);

  private static final int SIDE = 13; // of a usual cell, voxels

  private CellVolume() {}

  /** Writes a volume of uint8 as OME-Zarr. */
  static VolumeAddress write(Path folder, Coordinate shape) {
    return write(folder, shape, SIDE);
  }

  /** Writes a volume whose cells are so many voxels wide. */
  static VolumeAddress write(Path folder, Coordinate shape, int side) {
    OmeZarrLayout layout =
        OmeZarrLayout.usual(
                "raw", Content.INTENSITIES, shape, ElementType.UINT8, Optional.of(VOXEL))
            .withOffset(Optional.of(OFFSET));
    OmeZarrWriter writer = OmeZarrWriter.open(folder, layout);
    for (Box box : writer.blocks(shape)) {
      byte[] grey = new byte[(int) box.shape().volume()];
      int i = 0;
      for (long z = box.origin().z(); z < box.end().z(); z++) {
        for (long y = box.origin().y(); y < box.end().y(); y++) {
          for (long x = box.origin().x(); x < box.end().x(); x++) {
            grey[i++] = (byte) grey(z, y, x, side);
          }
        }
      }
      writer.write(0, box.origin(), Block.ofUint8(box.shape(), grey));
    }
    return VolumeAddress.parse("volume", folder.toString());
  }

  /** The grey value of a voxel among cells of the usual size. */
  static int grey(long z, long y, long x) {
    return grey(z, y, x, SIDE);
  }

  /** Cells are sheared from section to section. */
  private static int grey(long z, long y, long x, int side) {
    long row = (y + z / 2) % side;
    long column = (x + y / 5 + z / 3) % side;
    long hash = (z * 7919 + y * 104_729 + x * 1_299_709) % 37;
    return (int) (row < 2 || column < 2 ? 20 + hash : 200 + hash);
  }

  /** Affinities that follow the grey values, and tell a window's places apart. */
  static UnaryOperator<float[]> network(Grid window) {
    return grey -> {
      float[] affinities = new float[3 * grey.length];
      for (int i = 0; i < affinities.length; i++) {
        int voxel = i % window.voxels();
        affinities[i] = 0.9f * grey[voxel] + 0.1f * (i % 101) / 100;
      }
      return affinities;
    };
  }
}
