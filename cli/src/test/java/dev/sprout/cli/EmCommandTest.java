package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands for volumes refuse, and the pictures that they draw. */
class EmCommandTest {
  private static final Coordinate SHAPE = new Coordinate(4, 20, 30);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private String write(String name, Content content, byte... first) {
    return write(name, SHAPE, content, first);
  }

  private String write(String name, Coordinate shape, Content content, byte... first) {
    Path place = folder.resolve(name);
    OmeZarrLayout layout =
        OmeZarrLayout.usual(name, content, shape, ElementType.UINT8, Optional.empty());
    byte[] values = new byte[(int) shape.volume()];
    System.arraycopy(first, 0, values, 0, first.length);
    OmeZarrWriter.open(place, layout).write(0, Coordinate.ZERO, Block.ofUint8(shape, values));
    return place.toString();
  }

  @Test
  void picturesShowGreyValuesAndTheColoursOfLabels() {
    String raw = write("raw.zarr", Content.INTENSITIES, (byte) 200, (byte) 7);
    String labels = write("labels.zarr", Content.LABELS, (byte) 3, (byte) 3, (byte) 4);
    Path png = folder.resolve("sections.png");
    assertThat(run("em", "pictures", raw, "--segments", labels, "--sections", "4", "-o", "" + png))
        .isZero();
    Picture picture = Picture.read(png);
    assertThat(picture.width()).isEqualTo(2 * 30 + 6);
    assertThat(picture.at(0, 0, 0)).isEqualTo(200);
    assertThat(picture.at(1, 0, 2)).isEqualTo(7);
    assertThat(picture.at(36, 0, 1)).isEqualTo(picture.at(37, 0, 1)).isPositive();
    assertThat(picture.at(38, 0, 1)).isNotEqualTo(picture.at(37, 0, 1));
    assertThat(picture.at(39, 0, 1)).isZero(); // label 0
    assertThat(run("em", "pictures", raw, "-o", "" + png)).isEqualTo(1);
    assertThat(err.toString()).contains("exists; add --force");
  }

  @Test
  void aSegmentedPartIsScoredAgainstItsPartOfTheLabels() {
    byte[] halves = new byte[(int) SHAPE.volume()];
    Arrays.fill(halves, 0, halves.length / 2, (byte) 1);
    Arrays.fill(halves, halves.length / 2, halves.length, (byte) 2);
    String labels = write("labels.zarr", Content.LABELS, halves);
    String part = write("part.zarr", new Coordinate(2, 20, 30), Content.LABELS, (byte) 0);
    assertThat(run("em", "evaluate", part, labels)).isEqualTo(2);
    assertThat(err.toString()).contains("or with --region the part that it covers");
    assertThat(run("em", "evaluate", part, labels, "--region", "1:3,:,:")).isZero();
    assertThat(out.toString()).contains("foreground  voiMerge              1.000000"); // bit
    assertThat(run("em", "evaluate", labels, labels, "--region", "1:3,:,:")).isZero();
    assertThat(out.toString()).contains("foreground  voiMerge              0.000000");
  }

  @Test
  void evaluateComparesCellsWithCells() {
    byte[] cells = new byte[(int) SHAPE.volume()];
    byte[] grey = cells.clone();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (1 + i % 30 / 10);
      grey[i] = (byte) (i * 7919 % 251);
    }
    String labels = write("labels.zarr", Content.LABELS, cells);
    String raw = write("raw.zarr", Content.INTENSITIES, grey);
    assertThat(run("em", "evaluate", labels, raw)).isEqualTo(2);
    assertThat(err.toString()).contains("labels " + raw + " looks like grey values");
    assertThat(run("em", "evaluate", raw, labels)).isEqualTo(2);
    assertThat(err.toString()).contains("segmentation " + raw + " looks like grey values");
    String empty = write("empty.zarr", Content.LABELS);
    assertThat(run("em", "evaluate", labels, empty)).isEqualTo(1);
    assertThat(err.toString()).contains("labels are 0 everywhere, " + empty + " in 0:4,0:20,0:30");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void masksAreScoredSectionBySection() {
    byte[] cells = new byte[(int) SHAPE.volume()];
    byte[] mask = cells.clone();
    for (int i = 0; i < cells.length; i++) {
      int column = i % 30;
      mask[i] = (byte) (column % 10 == 0 ? 0 : 255);
      cells[i] = (byte) (1 + column / 10);
    }
    String labels = write("mask.zarr", Content.LABELS, mask);
    String segments = write("cells.zarr", Content.LABELS, cells);
    assertThat(run("em", "evaluate", segments, labels)).isZero();
    assertThat(err.toString()).contains("The labels are 0 or 255, " + labels + " in 0:4,0:20,0:30");
    assertThat(out.toString()).contains("foreground  voiSplit              1.584963"); // of three
    assertThat(run("em", "evaluate", segments, labels, "--by-section")).isZero();
    assertThat(out.toString()).contains("foreground  voiSum                0.000000");
    assertThat(run("em", "evaluate", labels, labels, "--by-section")).isZero();
    assertThat(err.toString()).containsOnlyOnce("add --by-section");
  }

  @Test
  void segmentSaysWhenTheVolumeIsSmallerThanTheBlocksOfTheTraining() throws IOException {
    MambaUnetConfig sizes = new MambaUnetConfig(List.of(4, 4, 4, 4), 4, List.of(1, 3, 3), 1, 3, 5);
    Nanometers cubic = new Nanometers(10, 10, 10);
    TokenUnifyConfig config =
        new TokenUnifyConfig(
            sizes,
            new BlockSides(16, 16, 16),
            Normalisation.MIN_MAX,
            TokenUnifyConfig.NEAREST,
            List.of(cubic),
            null);
    Path model = Files.createDirectory(folder.resolve("model"));
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      TokenUnifyFolder.write(
          model, config, Weights.initialise(MambaUnet.parameters(sizes), 1, manager));
    }
    Coordinate shape = new Coordinate(17, 20, 30);
    byte[] grey = new byte[(int) shape.volume()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (i * 7919 % 251);
    }
    String raw = write("raw.zarr", shape, Content.INTENSITIES, grey);
    segment(raw, model, "deep", "1:,:,:");
    assertThat(err.toString()).doesNotContain("sees black");
    segment(raw, model, "thin", "2:,:,:");
    assertThat(err.toString())
        .contains(
            "What is segmented has 15×20×30 voxels (z×y×x); the network was trained on blocks of"
                + " 16×16×16, and beyond the volume it sees black.");
  }

  private void segment(String raw, Path model, String name, String region) {
    Path result = folder.resolve(name + ".zarr");
    assertThat(
            run(
                "em",
                "segment",
                raw,
                "--voxel-size",
                "10,10,10",
                "--model",
                "" + model,
                "--region",
                region,
                "-o",
                "" + result))
        .isZero();
    assertThat(result).isDirectory();
  }

  @Test
  void segmentRefusesBeforeAnythingIsComputed() {
    String raw = write("raw.zarr", Content.INTENSITIES);
    String result = folder.resolve("out.zarr").toString();
    assertThat(run("em", "segment", raw, "--model", "nowhere", "-o", result)).isEqualTo(1);
    assertThat(err.toString()).contains("--model nowhere: there is no such model folder");
    assertThat(run("em", "segment", raw, "--model", "" + folder, "-o", result)).isEqualTo(1);
    assertThat(err.toString()).contains("holds no TokenUnify network");
    assertThat(run("em", "segment", raw, "--model", "" + folder, "-o", raw)).isEqualTo(1);
    assertThat(err.toString()).contains("raw.zarr exists; add --force");
    assertThat(
            run(
                "em",
                "segment",
                raw,
                "--model",
                "" + folder,
                "-o",
                result,
                "--method",
                "multicut",
                "--threshold",
                "0.3"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--threshold is for agglomeration");
    assertThat(folder.resolve("out.zarr.work")).doesNotExist();
  }
}
