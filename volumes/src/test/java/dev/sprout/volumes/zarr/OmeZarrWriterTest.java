package dev.sprout.volumes.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.array.SpatialArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OmeZarrWriterTest {
  private static final Optional<Nanometers> ANISOTROPIC = Optional.of(new Nanometers(40, 4, 4));
  private static final Coordinate CHUNK = new Coordinate(2, 4, 4);

  @TempDir private Path folder;

  private static OmeZarrLayout layout(
      String version, Content content, Coordinate shape, ElementType type) {
    return new OmeZarrLayout(
        version,
        "raw",
        content,
        shape,
        0,
        type,
        ANISOTROPIC,
        Optional.empty(),
        CHUNK,
        Optional.empty(),
        Compression.NONE);
  }

  private static void write(OmeZarrWriter writer, Block whole) {
    for (Box box : writer.blocks(whole.shape())) {
      writer.write(0, box.origin(), cut(whole, box));
    }
  }

  private static Block cut(Block whole, Box box) {
    byte[] data = new byte[(int) box.shape().volume()];
    int to = 0;
    for (long z = box.origin().z(); z < box.end().z(); z++) {
      for (long y = box.origin().y(); y < box.end().y(); y++) {
        for (long x = box.origin().x(); x < box.end().x(); x++) {
          long from = (z * whole.shape().y() + y) * whole.shape().x() + x;
          data[to++] = whole.littleEndian()[(int) from];
        }
      }
    }
    return new Block(whole.type(), box.shape(), data);
  }

  private byte[] level(int level, int... shape) {
    try (ZarrArray array = new ZarrArray(folder.resolve(String.valueOf(level)))) {
      return array.read(new long[3], shape);
    }
  }

  @Test
  void meansOfCellsWithCentresHalfAVoxelOn() {
    Coordinate shape = new Coordinate(1, 3, 5);
    OmeZarrLayout layout =
        layout("0.4", Content.INTENSITIES, shape, ElementType.UINT8)
            .withOffset(Optional.of(new Nanometers(80, 0, 12)));
    OmeZarrWriter writer = OmeZarrWriter.open(folder, layout);
    byte[] values = {0, 1, 10, 10, 7, 2, 3, 10, 11, 8, 4, 5, 20, 30, (byte) 255};
    write(writer, Block.ofUint8(shape, values));
    writer.finish();
    // (0+1+2+3)/4 = 1.5 -> 2; 41/4 = 10.25; (7+8)/2 = 7.5 -> 8; (4+5)/2 = 4.5 -> 5; 25; 255
    assertThat(level(1, 1, 2, 3)).containsExactly(2, 10, 8, 5, 25, (byte) 255);
    SpatialArray coarse = ZarrVolumes.open(folder.resolve("1"));
    assertThat(coarse.geometry().voxelSize()).hasValue(new Nanometers(40, 8, 8));
    assertThat(coarse.geometry().offset()).hasValue(new Nanometers(80, 2, 14));
    assertThat(ZarrVolumes.open(folder).geometry().offset()).hasValue(new Nanometers(80, 0, 12));
  }

  @Test
  void modesOfCellsAreLabelsThatWereThere() {
    Coordinate shape = new Coordinate(1, 2, 6);
    OmeZarrWriter writer =
        OmeZarrWriter.open(folder, layout("0.5", Content.LABELS, shape, ElementType.UINT8));
    byte[] values = {9, 9, 5, 0, 3, 4, 1, 9, 0, 5, 4, 3};
    write(writer, Block.ofUint8(shape, values));
    writer.finish();
    assertThat(level(1, 1, 1, 3)).containsExactly(9, 0, 3); // the lowest of those that tie
  }

  @Test
  void coarseAxesWaitUntilVoxelsAreNearCubes() {
    OmeZarrLayout layout =
        layout("0.4", Content.LABELS, new Coordinate(16, 64, 64), ElementType.UINT32);
    assertThat(layout.factors())
        .containsExactly(
            new Coordinate(1, 1, 1),
            new Coordinate(1, 2, 2),
            new Coordinate(1, 4, 4),
            new Coordinate(1, 8, 8), // 40×32×32 nm
            new Coordinate(2, 16, 16),
            new Coordinate(4, 32, 32),
            new Coordinate(8, 64, 64));
  }

  @Test
  void goesOnWhereItWas() {
    Coordinate shape = new Coordinate(4, 8, 8);
    OmeZarrLayout layout = layout("0.4", Content.INTENSITIES, shape, ElementType.UINT8);
    Box first = Box.at(0, 0, 0, 2, 4, 4);
    Block ones = Block.ofUint8(CHUNK, new byte[32]);
    OmeZarrWriter.open(folder, layout).write(0, first.origin(), ones);
    OmeZarrWriter again = OmeZarrWriter.open(folder, layout);
    assertThat(again.isWritten(0, first)).isTrue();
    assertThat(again.isWritten(0, Box.at(0, 0, 0, 2, 4, 8))).isFalse();
    assertThatThrownBy(again::finish)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("block 0:2,0:4,4:8 of")
        .hasMessageEndingWith("has not been written");
  }

  @Test
  void chunkFilesThatAreNotThereAreCounted() {
    Coordinate shape = new Coordinate(4, 8, 8);
    OmeZarrLayout layout = layout("0.4", Content.INTENSITIES, shape, ElementType.UINT8);
    OmeZarrWriter writer = OmeZarrWriter.open(folder, layout);
    Box first = Box.at(0, 0, 0, 2, 8, 8);
    writer.write(0, first.origin(), Block.ofUint8(first.shape(), new byte[128]));
    writer.write(0, new Coordinate(2, 0, 0), Block.ofUint8(CHUNK, new byte[32]));
    try (Volume volume = Volume.open(VolumeAddress.of(folder))) {
      assertThat(volume.missing(Box.at(1, 3, 3, 1, 2, 2))).isEmpty();
      assertThat(volume.missing(Box.at(2, 0, 0, 2, 4, 4))).isEmpty();
      assertThat(volume.missing(Box.of(shape)))
          .contains(folder + " lacks 3 of 8 chunk files, the first " + folder.resolve("0/1/0/1"));
      assertThat(volume.missing(Box.at(1, 4, 4, 3, 4, 1)))
          .contains(folder + " lacks 1 of 2 chunk files, the first " + folder.resolve("0/1/1/1"));
    }
    assertThat(ZarrVolumes.stored(folder)).startsWith("5 of 8 chunk files");
  }

  @Test
  void anotherPictureIsNotOverwritten() {
    Coordinate shape = new Coordinate(4, 8, 8);
    OmeZarrWriter.open(folder, layout("0.4", Content.INTENSITIES, shape, ElementType.UINT8));
    for (OmeZarrLayout other :
        List.of(
            layout("0.4", Content.INTENSITIES, shape, ElementType.UINT16),
            layout("0.5", Content.INTENSITIES, shape, ElementType.UINT8),
            layout("0.4", Content.INTENSITIES, shape, ElementType.UINT8)
                .withOffset(Optional.of(new Nanometers(1, 2, 3))))) {
      assertThatThrownBy(() -> OmeZarrWriter.open(folder, other))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("name another folder");
    }
  }

  @Test
  void blocksThatDivideChunksAreRefused() {
    Coordinate shape = new Coordinate(4, 8, 8);
    OmeZarrWriter writer =
        OmeZarrWriter.open(folder, layout("0.4", Content.LABELS, shape, ElementType.UINT8));
    for (Coordinate origin :
        List.of(new Coordinate(0, 0, 2), new Coordinate(0, 8, 0), new Coordinate(1, 0, 0))) {
      assertThatThrownBy(() -> writer.write(0, origin, Block.ofUint8(CHUNK, new byte[32])))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("divides chunk files");
    }
    assertThatThrownBy(() -> writer.write(0, Coordinate.ZERO, Block.ofUint16(CHUNK, new short[32])))
        .isInstanceOf(UserError.class)
        .hasMessage("a block of uint16 for a volume of uint8");
  }

  @Test
  void labelsAreListedInTheirPicture() throws IOException {
    Coordinate shape = new Coordinate(2, 4, 4);
    for (String version : List.of("0.4", "0.5")) {
      Path picture = folder.resolve(version);
      OmeZarrWriter.open(picture, layout(version, Content.INTENSITIES, shape, ElementType.UINT8));
      for (String name : List.of("neurons", "truth", "neurons")) {
        OmeZarrLayout labels =
            new OmeZarrLayout(
                version,
                name,
                Content.LABELS,
                shape,
                0,
                ElementType.UINT64,
                ANISOTROPIC,
                Optional.empty(),
                CHUNK,
                Optional.empty(),
                Compression.ZSTD);
        OmeZarrWriter.openLabels(picture, labels);
      }
      String file = version.equals("0.4") ? "labels/.zattrs" : "labels/zarr.json";
      assertThat(Files.readString(picture.resolve(file)).replaceAll("\\s", ""))
          .contains("\"labels\":[\"neurons\",\"truth\"]");
      assertThat(ZarrVolumes.levels(picture.resolve("labels/truth"))).containsExactly("0");
    }
  }

  @Test
  void layoutsThatNoFormatHasAreRefused() {
    Coordinate shape = new Coordinate(2, 4, 4);
    refused(() -> layout("0.3", Content.LABELS, shape, ElementType.UINT8), "0.4 or 0.5");
    refused(() -> layout("0.4", Content.LABELS, shape, ElementType.FLOAT32), "can't be labels");
    refused(() -> layout("0.4", Content.INTENSITIES, shape, ElementType.UINT64), "at most 32 bits");
    refused(
        () ->
            new ZarrLayout(
                2,
                new long[] {4},
                ElementType.UINT8,
                new int[] {2},
                Optional.of(new int[] {2}),
                Compression.NONE),
        "shard is for Zarr v3");
    refused(
        () ->
            new ZarrLayout(
                3,
                new long[] {4},
                ElementType.UINT8,
                new int[] {2},
                Optional.empty(),
                Compression.ZLIB),
        "none, gzip or zstd");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String words) {
    assertThatThrownBy(action).isInstanceOf(UserError.class).hasMessageContaining(words);
  }
}
