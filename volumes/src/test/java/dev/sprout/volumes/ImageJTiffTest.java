package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks for ImageJ come back; tifffile has read them equal, with these tags. */
class ImageJTiffTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    ForeignVolumes.unpack(folder);
  }

  @Test
  void stacksComeBackWithTheirCalibration() {
    for (String name : List.of("ome-04.zarr", "noise-imagej-u1.tif", "noise-imagej-f4.tif")) {
      Path file = folder.resolve("out.tif");
      try (Volume volume = ForeignVolumes.open(folder, name)) {
        ImageJTiff.write(file, volume);
        try (Volume back = ForeignVolumes.open(folder, "out.tif")) {
          ForeignVolumes.check(back, "noise");
          assertThat(back.voxelSize()).isEqualTo(volume.voxelSize());
          assertThat(back.type()).isEqualTo(volume.type());
        }
      }
    }
  }

  @Test
  void channelsAdvanceBeforeSections() {
    try (Volume four = ForeignVolumes.open(folder, "arrays.h5:four")) {
      ImageJTiff.write(folder.resolve("four.tif"), four);
      try (Volume back = ForeignVolumes.open(folder, "four.tif")) {
        assertThat(back.axes()).isEqualTo("zcyx");
        assertThat(back.voxelSize()).isEmpty();
        for (int channel = 0; channel < 3; channel++) {
          assertThat(back.read(channel, Box.of(back.shape())).intensities())
              .isEqualTo(four.read(channel, Box.of(four.shape())).intensities());
        }
      }
    }
  }

  @Test
  void beyondTheLastOffsetOneDirectoryStandsForAll() {
    try (Volume volume = ForeignVolumes.open(folder, "ome-04.zarr")) {
      ImageJTiff.write(folder.resolve("out.tif"), volume, 1000);
      try (Volume back = ForeignVolumes.open(folder, "out.tif")) {
        assertThat(back.layout()).contains("one directory for all sections");
        assertThat(back.voxelSize()).hasValue(new Nanometers(40, 4, 4));
        ForeignVolumes.check(back, "noise");
      }
    }
  }

  @Test
  void typesThatImageJHasNotAreRefused() {
    try (Volume volume = ForeignVolumes.open(folder, "v3-noise-le-u8.zarr")) {
      assertThat(volume.type()).isEqualTo(ElementType.UINT64);
      assertThatThrownBy(() -> ImageJTiff.write(folder.resolve("out.tif"), volume))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("holds uint64; an ImageJ stack holds uint8, uint16 or float32");
    }
  }
}
