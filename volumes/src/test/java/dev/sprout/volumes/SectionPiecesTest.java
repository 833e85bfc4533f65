package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionPiecesTest {
  private static final Coordinate SHAPE = new Coordinate(2, 4, 5);

  @TempDir private Path folder;

  @Test
  void piecesOfALabelWithinASectionAreNumberedByTheirFirstVoxel() {
    byte[] mask = {
      7, 7, 0, 7, 0, //
      0, 7, 0, 7, 7, // two pieces that meet only further down
      0, 0, 0, 0, 7, //
      7, 7, 7, 7, 7,
      7, 7, 0, 9, 9, // the same label as in the section before
      7, 0, 9, 0, 9, // touches by corners only
      0, 0, 0, 0, 9, //
      9, 9, 9, 0, 0
    };
    Optional<Nanometers> voxel = Optional.of(new Nanometers(50, 4, 4));
    OmeZarrLayout layout =
        OmeZarrLayout.usual("mask", Content.LABELS, SHAPE, ElementType.UINT8, voxel);
    OmeZarrWriter.open(folder, layout).write(0, Coordinate.ZERO, Block.ofUint8(SHAPE, mask));
    try (Volume pieces = Volume.open(VolumeAddress.of(folder)).bySection()) {
      assertThat(pieces.read(Box.of(SHAPE)).labels())
          .containsExactly(
              1, 1, 0, 4, 0, //
              0, 1, 0, 4, 4, //
              0, 0, 0, 0, 4, //
              4, 4, 4, 4, 4, //
              21, 21, 0, 24, 24, //
              21, 0, 28, 0, 24, //
              0, 0, 0, 0, 24, //
              36, 36, 36, 0, 0);
      assertThat(pieces.read(Box.at(1, 1, 2, 1, 2, 3)).labels())
          .containsExactly(28, 0, 24, 0, 0, 24);
      assertThat(pieces.voxelSize()).isEqualTo(voxel);
    }
  }
}
