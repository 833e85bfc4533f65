package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
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
