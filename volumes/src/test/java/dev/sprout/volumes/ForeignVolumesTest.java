package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.hdf5.HdfVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what zarr-python, ome-zarr-py, h5py and tifffile wrote. */
class ForeignVolumesTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    ForeignVolumes.unpack(folder);
  }

  private static List<String> names(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.matches(pattern))
          .toList();
    }
  }

  private static void checkAll(List<String> names, int prefix) {
    assertThat(names)
        .allSatisfy(
            name -> {
              try (Volume volume = ForeignVolumes.open(folder, name)) {
                ForeignVolumes.check(volume, name.substring(prefix));
              }
            });
  }

  @Test
  void zarrTwoInAllTypesOrdersAndCompressors() throws IOException {
    List<String> names = names("v2-(noise|steps)-.*");
    assertThat(names).hasSize(35);
    checkAll(names, "v2-".length());
  }

  @Test
  void zarrThreeInAllTypesWithShards() throws IOException {
    List<String> names = names("v3-(noise|steps)-.*");
    assertThat(names).hasSize(19);
    checkAll(names, "v3-".length());
  }

  @Test
  void tiffInAllTypesAndCompressions() throws IOException {
    List<String> names = names("(noise|steps)-(?!.*fpred|.*zcyx).*tif");
    assertThat(names).hasSize(45);
    checkAll(names, 0);
  }

  @Test
  void hdfInAllTypesAndFilters() {
    List<String> names =
        HdfVolumes.list(folder.resolve("arrays.h5")).stream()
            .map(text -> text.split(" ", 2)[0])
            .filter(name -> name.matches("(noise|steps).*"))
            .toList();
    assertThat(names).hasSize(19);
    checkAll(names.stream().map(name -> "arrays.h5:" + name).toList(), "arrays.h5:".length());
  }

  @Test
  void missingChunksHaveTheFillValue() {
    assertThat(readAll("v2-empty-7.zarr").int32()).containsOnly(7);
    assertThat(readAll("v3-empty-nan.zarr").intensities()).containsOnly(Float.NaN);
    short[] holes = readAll("v3-shard-holes-5.zarr").uint16();
    assertThat(holes).contains((short) 9, (short) 5).doesNotContain((short) 0);
    assertThat(readAll("arrays.h5:holes-7").int32()).containsOnly(7);
    assertThat(readAll("arrays.h5:unallocated-3").uint16()).containsOnly((short) 3);
  }

  private static dev.sprout.volumes.array.Block readAll(String name) {
    try (Volume volume = ForeignVolumes.open(folder, name)) {
      return volume.read(Box.of(volume.shape()));
    }
  }

  @Test
  void omeZarrLevelsUnitsAndLabels() {
    for (String ome : List.of("ome-04.zarr", "ome-05.zarr")) {
      try (Volume volume = ForeignVolumes.open(folder, ome)) {
        assertThat(volume.voxelSize()).hasValue(new Nanometers(40, 4, 4));
        assertThat(volume.offset()).hasValue(new Nanometers(1000, 2000, 3000));
        ForeignVolumes.check(volume, "noise");
      }
      try (Volume coarse = ForeignVolumes.open(folder, ome + ":s1")) {
        assertThat(coarse.voxelSize()).hasValue(new Nanometers(40, 8, 8));
        assertThat(coarse.shape()).isEqualTo(new Coordinate(8, 6, 8));
      }
      try (Volume labels = ForeignVolumes.open(folder, ome + ":labels/cells")) {
        assertThat(labels.type()).isEqualTo(ElementType.UINT32);
        ForeignVolumes.check(labels, "steps");
      }
      assertThat(VolumeInfo.describe(VolumeAddress.parse("volume", folder + "/" + ome)))
          .contains("8×12×16 voxels", "40×4×4 nm", "levels      s0, s1 (this is the first)");
    }
  }

  @Test
  void cremiStatesWhereItLies() {
    try (Volume raw = ForeignVolumes.open(folder, "cremi.h5:volumes/raw");
        Volume labels = ForeignVolumes.open(folder, "cremi.h5:/volumes/labels/neuron_ids")) {
      ForeignVolumes.check(raw, "noise");
      assertThat(raw.voxelSize()).hasValue(new Nanometers(40, 4, 4));
      assertThat(raw.offset()).isEmpty();
      assertThat(labels.offset()).hasValue(new Nanometers(80, 0, 0));
      assertThat(labels.read(Box.at(0, 0, 0, 1, 1, 1)).labels())
          .containsExactly(0x9E3779B97F4A7C15L); // above 2^63
    }
    try (Volume volume = ForeignVolumes.open(folder, "v2-resolution.zarr")) {
      assertThat(volume.voxelSize()).hasValue(new Nanometers(40, 4, 4));
      assertThat(volume.offset()).hasValue(new Nanometers(400, 0, 8));
    }
  }

  @Test
  void channelsComeInFront() {
    try (Volume four = ForeignVolumes.open(folder, "arrays.h5:four");
        Volume stack = ForeignVolumes.open(folder, "noise-imagej-zcyx-u2.tif")) {
      assertThat(four.channels()).isEqualTo(3);
      byte[] all = ForeignVolumes.values("noise", 3 * 5 * 7 * 9, ElementType.FLOAT32);
      assertThat(four.read(2, Box.of(four.shape())).littleEndian())
          .isEqualTo(java.util.Arrays.copyOfRange(all, 2 * all.length / 3, all.length));
      assertThat(stack.channels()).isEqualTo(3);
      short[] values = stack.read(1, Box.at(4, 0, 0, 1, 7, 9)).uint16();
      byte[] expected = ForeignVolumes.values("noise", 5 * 3 * 63, ElementType.UINT16);
      assertThat(values[0] & 0xff).isEqualTo(expected[2 * (4 * 3 + 1) * 63] & 0xff);
      assertThatThrownBy(() -> four.read(Box.at(0, 0, 0, 1, 1, 1)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("3 channels");
    }
  }

  @Test
  void imageJStatesItsCalibration() {
    try (Volume volume = ForeignVolumes.open(folder, "noise-imagej-u1.tif")) {
      Nanometers size = volume.requireVoxelSize();
      assertThat(size.z()).isEqualTo(40);
      assertThat(size.x()).isCloseTo(4, org.assertj.core.data.Offset.offset(1e-9));
    }
    try (Volume volume = ForeignVolumes.open(folder, "noise-le-u1.tif")) {
      assertThat(volume.voxelSize()).isEmpty();
      assertThatThrownBy(volume::requireVoxelSize)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("voxelSize is needed");
    }
  }

  @Test
  void whatCannotBeReadIsRefusedByName() {
    refused("arrays.h5:nothing", "has no data set nothing", "noise-lzf [5, 7, 9]");
    refused("arrays.h5", "data sets of three or more axes");
    refused("arrays.h5:half", "FloatingPoint of 2 bytes");
    refused("arrays.h5:scaleoffset", "h5repack");
    refused("arrays.h5:away", "another file");
    refused("paged.h5:main", "h5repack");
    refused("one.h5:main/inner", "has no data set main/inner");
    refused("colour.tif", "in colour");
    refused("zstd.tif", "compression 50000");
    refused("steps-zlib-fpred-le-f4.tif", "predictor 3");
    refused("nowhere.zarr", "that exists");
    refused("v2-noise-F.zarr:elsewhere", "no Zarr array or group");
  }

  private static void refused(String name, String... words) {
    assertThatThrownBy(() -> readAll(name))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void linksAndOnlyDataSetsAreFound() {
    try (Volume soft = ForeignVolumes.open(folder, "arrays.h5:soft");
        Volume one = ForeignVolumes.open(folder, "one.h5");
        Volume latest = ForeignVolumes.open(folder, "latest.h5")) {
      ForeignVolumes.check(latest, "noise");
      ForeignVolumes.check(soft, "noise");
      ForeignVolumes.check(one, "noise");
    }
  }

  @Test
  void floatingPointNumbersAreNoLabels() {
    try (Volume volume = ForeignVolumes.open(folder, "v3-noise-le-f4.zarr")) {
      assertThatThrownBy(volume::requireLabels)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("float32, which can't be labels");
    }
  }
}
