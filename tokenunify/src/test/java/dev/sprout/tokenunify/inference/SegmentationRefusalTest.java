package dev.sprout.tokenunify.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationRefusalTest {
  private static final Coordinate SHAPE = new Coordinate(2, 30, 30);
  private static final Grid BLOCK = new Grid(2, 30, 30);
  private static final Joining MEAN =
      new Joining(FragmentKind.SECTION, JoinMethod.MEAN, null, null);

  private static final Optional<Nanometers> VOXEL = Optional.of(new Nanometers(10, 10, 10));

  @TempDir private Path folder;

  private void refuses(VolumeAddress volume, Path out, String message) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SegmentationProcess.job(volume, null, MEAN, BLOCK, out))
        .withMessageContaining(message);
  }

  @Test
  void labelsAreNoGreyValues() {
    byte[] values = new byte[(int) SHAPE.volume()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (1 + i % 30 / 6); // five stripes a row
    }
    Path bytes = folder.resolve("bytes.zarr");
    OmeZarrLayout layout =
        OmeZarrLayout.usual("b", Content.LABELS, SHAPE, ElementType.UINT8, VOXEL);
    OmeZarrWriter.open(bytes, layout).write(0, Coordinate.ZERO, Block.ofUint8(SHAPE, values));
    refuses(
        VolumeAddress.parse("volume", "" + bytes),
        folder.resolve("out.zarr"),
        "looks like labels: in section 1, 83 of 100 voxels equal their neighbour");
    Path wide = folder.resolve("wide.zarr");
    OmeZarrWriter.open(
        wide, OmeZarrLayout.usual("w", Content.LABELS, SHAPE, ElementType.UINT64, VOXEL));
    refuses(
        VolumeAddress.parse("volume", "" + wide),
        folder.resolve("out.zarr"),
        "holds uint64, as labels do");
  }

  @Test
  void placesThatAreTakenOrMissing() throws IOException {
    VolumeAddress raw = CellVolume.write(folder.resolve("raw.zarr"), SHAPE);
    refuses(raw, folder.resolve("raw.zarr"), "is where the volume is");
    refuses(raw, Files.createDirectory(folder.resolve("old.zarr")), "exists");
    refuses(raw, folder.resolve("none/out.zarr"), "Make it first");
    Path file = Files.writeString(folder.resolve("file.zarr.work"), "");
    refuses(raw, folder.resolve("file.zarr"), "can't be made");
    assertThat(file).exists();
  }

  @Test
  void chunksThatAreNotThereAndPartsOfOneGreyValue() throws IOException {
    VolumeAddress raw = CellVolume.write(folder.resolve("raw.zarr"), new Coordinate(2, 30, 70));
    Path out = folder.resolve("out.zarr");
    Files.delete(folder.resolve("raw.zarr/0/0/0/1"));
    refuses(raw, out, "lacks 1 of 2 chunk files, the first " + raw.path().resolve("0/0/0/1"));
    AffinityModel model = new AffinityModel("stub", CellVolume.WINDOW, Normalisation.MIN_MAX);
    SegmentationOptions sparse = new SegmentationOptions(MEAN, 0.25, BLOCK, false, true);
    new SegmentationJob(raw, ":,:,:", model, sparse, out, false).close();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new SegmentationJob(raw, ":,:,64:", model, sparse, out, true))
        .withMessageContaining("is 0.0 everywhere in 0:2,0:30,64:70");
  }

  @Test
  void workOfAnotherJobIsKept() {
    VolumeAddress raw = CellVolume.write(folder.resolve("raw.zarr"), SHAPE);
    Path out = folder.resolve("out.zarr");
    SegmentationProcess.job(raw, null, MEAN, BLOCK, out).close();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SegmentationProcess.job(raw, null, MEAN, new Grid(1, 30, 30), out))
        .withMessageContaining("is the journal of another job");
  }

  @Test
  void joiningTakesWhatItsMethodNeeds() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Joining(FragmentKind.SECTION, JoinMethod.MEAN, 50, null))
        .withMessageContaining("percent is for the method quantile only");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Joining(FragmentKind.SECTION, JoinMethod.QUANTILE, null, null))
        .withMessageContaining("percent is missing");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Joining(FragmentKind.SECTION, JoinMethod.MEAN, null, 1.5))
        .withMessageContaining("threshold is 1.5");
  }
}
