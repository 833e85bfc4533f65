package dev.sprout.volumes.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.NdArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionVolumesTest {
  @TempDir private Path folder;

  /** A grey PNG or TIFF whose voxel at row y, column x is first + 10 y + x. */
  private void section(String name, int type, int first) throws IOException {
    BufferedImage image = new BufferedImage(7, 5, type);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        image.getRaster().setSample(x, y, 0, first + 10 * y + x);
      }
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, suffix, folder.resolve(name).toFile())).isTrue();
  }

  private byte[] read(String glob, long[] origin, int... shape) {
    try (NdArray array = SectionVolumes.openFolder(folder, glob).array()) {
      return array.read(origin, shape);
    }
  }

  private void refused(String glob, String words) {
    assertThatThrownBy(() -> read(glob, new long[3], 1, 1, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(words);
  }

  @Test
  void sectionsComeInTheOrderOfTheirNumbers() throws IOException {
    for (int i = 8; i < 12; i++) {
      section("s3_" + i + ".png", BufferedImage.TYPE_BYTE_GRAY, 10 * i);
    }
    assertThat(read("*", new long[3], 4, 1, 1)).containsExactly(80, 90, 100, 110);
    assertThat(read("*.png", new long[] {1, 2, 3}, 1, 2, 2))
        .containsExactly(90 + 23, 90 + 24, (byte) (90 + 33), (byte) (90 + 34));
  }

  @Test
  void sixteenBitsAreKept() throws IOException {
    section("a1.png", BufferedImage.TYPE_USHORT_GRAY, 40000);
    section("a2.png", BufferedImage.TYPE_USHORT_GRAY, 50000);
    byte[] values = read("*", new long[] {1, 1, 1}, 1, 1, 1);
    assertThat(ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffff)
        .isEqualTo(50011);
  }

  @Test
  void tiffFoldersAndSingleFiles() throws IOException {
    section("t1.tif", BufferedImage.TYPE_BYTE_GRAY, 1);
    section("t2.tif", BufferedImage.TYPE_BYTE_GRAY, 2);
    section("t3.png", BufferedImage.TYPE_BYTE_GRAY, 3);
    assertThat(read("*.tif", new long[3], 2, 1, 1)).containsExactly(1, 2);
    assertThat(read("*.png", new long[3], 1, 1, 1)).containsExactly(3);
    refused("*", "PNG and TIFF files; name one kind");
    refused("*.tiff", "no PNG or TIFF files that match");
  }

  @Test
  void gapsAndDoublesAreRefused() throws IOException {
    for (String name : new String[] {"1.png", "2.png", "4.png"}) {
      section(name, BufferedImage.TYPE_BYTE_GRAY, 0);
    }
    refused("*", "no section between 2 and 4");
    section("02.png", BufferedImage.TYPE_BYTE_GRAY, 0);
    refused("*", "have the same number");
  }

  @Test
  void evenStepsAreNumbersToo() throws IOException {
    for (String name : new String[] {"0100.png", "0110.png", "0120.png"}) {
      section(name, BufferedImage.TYPE_BYTE_GRAY, Integer.parseInt(name.substring(1, 4)) - 100);
    }
    assertThat(read("*", new long[3], 3, 1, 1)).containsExactly(0, 10, 20);
  }

  @Test
  void twoStacksInAFolderAreRefused() throws IOException {
    section("raw_1.png", BufferedImage.TYPE_BYTE_GRAY, 0);
    section("label_1.png", BufferedImage.TYPE_BYTE_GRAY, 0);
    refused("*", "no clear order");
    section("raw_2.png", BufferedImage.TYPE_BYTE_GRAY, 5);
    assertThat(read("raw_*", new long[3], 2, 1, 1)).containsExactly(0, 5);
  }

  @Test
  void sectionsThatDifferOrAreInColourAreRefused() throws IOException {
    section("1.png", BufferedImage.TYPE_BYTE_GRAY, 0);
    section("2.png", BufferedImage.TYPE_USHORT_GRAY, 0);
    refused("*", "is 5×7 uint16");
    section("2.png", BufferedImage.TYPE_3BYTE_BGR, 0);
    refused("*", "colour type 2 with 8 bits");
    Files.writeString(folder.resolve("2.png"), "no picture at all, only text");
    refused("*", "is no PNG file");
  }

  @Test
  void announcedExtentsAreCheckedAgainstTheFile() throws IOException {
    section("1.png", BufferedImage.TYPE_BYTE_GRAY, 0);
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("1.png").toFile(), "rw")) {
      file.seek(16);
      file.writeInt(15000);
      file.writeInt(15000);
    }
    refused("*", "announces a section of 15000×15000 in a file of");
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("1.png").toFile(), "rw")) {
      file.seek(16);
      file.writeInt(-1);
    }
    refused("*", "at most 268435455 voxels");
  }

  @Test
  void circlesOfDirectoriesAreRefused() throws IOException {
    section("1.tif", BufferedImage.TYPE_BYTE_GRAY, 0);
    Path path = folder.resolve("1.tif");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int first = bytes.getInt(4);
    bytes.putInt(first + 2 + 12 * bytes.getShort(first), first); // next directory: the first
    Files.write(path, bytes.array());
    assertThatThrownBy(() -> SectionVolumes.openFile(path))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("form a circle");
  }

  @Test
  void layoutsAreNamed() throws IOException {
    section("1.tif", BufferedImage.TYPE_BYTE_GRAY, 0);
    try (NdArray array = SectionVolumes.openFile(folder.resolve("1.tif")).array()) {
      assertThat(array.layout()).startsWith("TIFF, ");
      assertThat(array.type()).isEqualTo(ElementType.UINT8);
      assertThat(array.shape()).containsExactly(1, 5, 7);
    }
  }
}
