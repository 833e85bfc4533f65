package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeAddressTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    ForeignVolumes.unpack(folder);
  }

  private VolumeAddress parse(String name) {
    return VolumeAddress.parse("volume", folder + "/" + name);
  }

  @Test
  void filesDataSetsPathsAndPatterns() throws IOException {
    assertThat(parse("one.h5").inner()).isEmpty();
    assertThat(parse("cremi.h5:/volumes/raw/").inner()).hasValue("volumes/raw");
    assertThat(parse("ome-04.zarr:").inner()).isEmpty();
    assertThat(parse("ome-04.zarr:s1").path()).isEqualTo(folder.resolve("ome-04.zarr"));
    assertThat(parse("raw_*.png").glob()).hasValue("raw_*.png");
    assertThat(parse("raw_*.png").path()).isEqualTo(folder);
    Path colon = Files.copy(folder.resolve("one.h5"), folder.resolve("a:b.h5"));
    assertThat(parse("a:b.h5").path()).isEqualTo(colon);
    assertThat(parse("a:b.h5:main").inner()).hasValue("main");
  }

  @Test
  void whatIsParsedIsPrintedTheSame() {
    for (String name :
        new String[] {"one.h5", "cremi.h5:volumes/raw", "raw_*.png", "ome-04.zarr"}) {
      assertThat(parse(name).toString()).isEqualTo(folder + "/" + name);
    }
  }

  @Test
  void pathsOutsideAndNothingAreRefused() {
    for (String name : new String[] {"nothing", "nothing.h5:main", "nowhere/*.png", "\0"}) {
      assertThatThrownBy(() -> parse(name))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("volume is " + folder);
    }
    assertThatThrownBy(() -> VolumeAddress.parse("volume", "")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> parse("ome-04.zarr:../v2-noise-F.zarr"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without ..");
  }

  @Test
  void otherFilesAreNoVolumes() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "not a volume");
    assertThatThrownBy(() -> Volume.open(parse("notes.txt")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no volume");
    assertThatThrownBy(() -> Volume.open(parse("colour.tif:main")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no HDF5 file, so it has no data set main");
    Files.createDirectories(folder.resolve("old.n5"));
    Files.writeString(folder.resolve("old.n5/attributes.json"), "{}");
    assertThatThrownBy(() -> Volume.open(parse("old.n5")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is N5, which is not supported");
  }

  @Test
  void axesCanBeGivenWhereTheFileStatesNone() {
    try (Volume volume = Volume.open(parse("one.h5").withAxes("xyz"))) {
      assertThat(volume.shape()).isEqualTo(new Coordinate(9, 7, 5));
    }
    assertThatThrownBy(() -> parse("one.h5").withAxes("xy")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Volume.open(parse("ome-04.zarr").withAxes("xyz")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("states zyx: leave them out");
  }

  @Test
  void informationIsWhatTheFileSays() {
    assertThat(VolumeInfo.describe(parse("cremi.h5:volumes/raw")).lines())
        .containsExactly(
            "volume      " + folder + "/cremi.h5:volumes/raw",
            "extent      5×7×9 voxels (z×y×x)",
            "type        uint8, 1 kB in memory",
            "voxel size  40×4×4 nm (z×y×x)",
            "offset      not stated in the file",
            "axes        z, y, x in the file",
            "layout      HDF5, chunks 2×3×4, deflate");
    assertThat(VolumeInfo.describe(parse("ome-05.zarr"))).contains("all 8 chunk files");
    assertThat(VolumeInfo.describe(parse("v3-shard-holes-5.zarr")))
        .contains("1 of 8 chunk files; the others have the fill value");
    assertThat(VolumeInfo.describe(parse("noise-imagej-zcyx-u2.tif")))
        .contains("5×7×9 voxels (z×y×x) in 3 channels", "voxel size  not stated in the file");
  }
}
