package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that are larger than the heap of the tests, read in part. */
class LargeVolumeTest {
  private static final Coordinate HUGE = new Coordinate(5000, 20000, 20000); // 2 TB of uint8

  private static final int SECTION = 1024 * 2048; // bytes
  private static final int WIDTH = 8 + 2 + 8; // offset of the first tag's value
  private static final int HEIGHT = WIDTH + 12;

  @TempDir private Path folder;

  @Test
  void zarrIsReadAndWrittenByChunks() {
    OmeZarrLayout layout =
        OmeZarrLayout.usual("huge", Content.INTENSITIES, HUGE, ElementType.UINT8, Optional.empty());
    OmeZarrWriter writer = OmeZarrWriter.open(folder.resolve("huge.zarr"), layout);
    byte[] values = new byte[64 * 64 * 64];
    Arrays.fill(values, (byte) 7);
    Coordinate at = new Coordinate(4928, 19904, 19904);
    writer.write(0, at, Block.ofUint8(new Coordinate(64, 64, 64), values));
    try (Volume volume = ForeignVolumes.open(folder, "huge.zarr")) {
      assertThat(volume.shape().volume()).isGreaterThan(Runtime.getRuntime().maxMemory());
      byte[] block = volume.read(Box.at(4927, 19904, 19904, 2, 1, 2)).uint8();
      assertThat(block).containsExactly(0, 0, 7, 7);
      assertThat(VolumeInfo.describe(VolumeAddress.parse("volume", volume.name())))
          .contains("5000×20000×20000 voxels", "2000.0 GB", "voxel size  not stated in the file");
    }
  }

  @Test
  void imageJStacksBeyondFourGigabytes() throws IOException {
    Path file = folder.resolve("raw.tif");
    Coordinate dots = new Coordinate(3000, 1, 1);
    OmeZarrLayout layout =
        OmeZarrLayout.usual("dots", Content.LABELS, dots, ElementType.UINT8, Optional.empty());
    OmeZarrWriter.open(folder.resolve("dots.zarr"), layout);
    try (Volume volume = ForeignVolumes.open(folder, "dots.zarr")) {
      ImageJTiff.write(file, volume, 0); // one directory
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      long planes = raw.length() - dots.z();
      raw.seek(WIDTH);
      raw.writeInt(Integer.reverseBytes(2048));
      raw.seek(HEIGHT);
      raw.writeInt(Integer.reverseBytes(1024));
      raw.setLength(planes + dots.z() * SECTION); // a sparse file of 6 GB
      raw.seek(planes + 2999L * SECTION + 5 * 2048 + 6);
      raw.write(42);
    }
    try (Volume volume = ForeignVolumes.open(folder, "raw.tif")) {
      assertThat(volume.shape()).isEqualTo(new Coordinate(3000, 1024, 2048));
      assertThat(volume.read(Box.at(2998, 5, 5, 2, 1, 2)).uint8()).containsExactly(0, 0, 0, 42);
    }
  }
}
