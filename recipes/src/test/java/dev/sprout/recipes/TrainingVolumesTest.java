package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a training on volumes begins. */
class TrainingVolumesTest {
  private static final Coordinate SHAPE = new Coordinate(128, 8, 10); // two chunks
  private static final Optional<Nanometers> CUBIC = Optional.of(new Nanometers(10, 10, 10));
  private static final VolumeParts PARTS = new VolumeParts("0:64,:,:", "64:,:,:", null, false);

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  /** A value at a voxel. */
  private interface Values {
    float at(int voxel);
  }

  private String write(String name, Optional<Nanometers> voxel, Values values) {
    OmeZarrLayout layout =
        OmeZarrLayout.usual(name, Content.INTENSITIES, SHAPE, ElementType.FLOAT32, voxel);
    OmeZarrWriter writer = OmeZarrWriter.open(folder.resolve(name), layout);
    for (Box box : writer.blocks(SHAPE)) {
      float[] part = new float[(int) box.shape().volume()];
      for (int i = 0; i < part.length; i++) {
        part[i] = values.at((int) box.origin().z() * 80 + i);
      }
      writer.write(0, box.origin(), Block.ofFloat32(box.shape(), part));
    }
    return folder.resolve(name).toString();
  }

  private String grey() {
    return write("grey.zarr", CUBIC, i -> i * 7919 % 251);
  }

  private String labels() {
    OmeZarrLayout layout =
        OmeZarrLayout.usual("labels.zarr", Content.LABELS, SHAPE, ElementType.UINT64, CUBIC);
    OmeZarrWriter writer = OmeZarrWriter.open(folder.resolve("labels.zarr"), layout);
    for (Box box : writer.blocks(SHAPE)) {
      long[] ones = new long[(int) box.shape().volume()];
      Arrays.fill(ones, 1);
      writer.write(0, box.origin(), Block.ofUint64(box.shape(), ones));
    }
    return folder.resolve("labels.zarr").toString();
  }

  private void open(List<VolumeParts> parts, List<String> volumes, List<String> labels) {
    RecipeData data = new RecipeData(volumes, labels, 0);
    try (RecipeContext context =
        new RecipeContext(
            folder.resolve("c.json"),
            data,
            null,
            List.of(),
            folder,
            false,
            ComputeDevice.CPU,
            notices::add)) {
      TrainingVolumes opened =
          TrainingVolumes.open(parts, Normalisation.MIN_MAX, !labels.isEmpty(), context);
      assertThat(opened.voxelSizes()).containsExactly(CUBIC.get());
    }
  }

  private void refused(String volume, String words) {
    assertThatThrownBy(() -> open(List.of(PARTS), List.of(volume), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(words);
  }

  @Test
  void intensitiesOfEveryPartAreChecked() {
    open(List.of(PARTS), List.of(grey()), List.of());
    refused(
        write("nan.zarr", CUBIC, i -> i == 10_000 ? Float.NaN : i * 7919 % 251),
        "nan.zarr holds NaN"); // in the validation part
    refused(
        write("half.zarr", CUBIC, i -> i >= 64 * 80 ? 7 : i * 7919 % 251),
        "half.zarr is 7.0 everywhere in 64:128,0:8,0:10");
    refused(
        write("cells.zarr", CUBIC, i -> i % 10 < 2 ? 1 : i % 10 < 8 ? 2 : 3), "looks like labels");
    refused(
        write("bare.zarr", Optional.empty(), i -> i * 7919 % 251),
        "volumes[0].voxelSize is missing, and " + folder.resolve("bare.zarr") + " states none");
  }

  @Test
  void noVolumeIsValidatedOnWhereItIsLearnedFrom() {
    String volume = grey();
    assertThatThrownBy(
            () ->
                open(
                    List.of(PARTS, new VolumeParts("60:70,:,:", null, null, false)),
                    List.of(volume, folder + "/./grey.zarr"),
                    List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("validation 64:128,0:8,0:10 overlaps train 60:70,0:8,0:10");
  }

  @Test
  void chunksThatAreNotThereAreAskedFor() throws IOException {
    String volume = grey();
    String labels = labels();
    Files.delete(folder.resolve("labels.zarr/0/1/0/0"));
    VolumeParts first = new VolumeParts("0:64,:,:", null, null, false);
    open(List.of(first), List.of(volume), List.of(labels));
    assertThat(notices).isEmpty();
    open(List.of(new VolumeParts("0:65,:,:", null, null, false)), List.of(volume), List.of(labels));
    assertThat(notices)
        .containsExactly(
            labels
                + " lacks 1 of 2 chunk files, the first "
                + folder.resolve("labels.zarr/0/1/0/0")
                + ": their voxels have the fill value");
    Files.delete(folder.resolve("grey.zarr/0/1/0/0"));
    open(List.of(first), List.of(volume), List.of());
    refused(volume, "lacks 1 of 1 chunk files");
    open(List.of(new VolumeParts("0:65,:,:", null, null, true)), List.of(volume), List.of());
  }
}
