package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Small volumes that other programs wrote; the README beside them tells the values' rules. */
final class ForeignVolumes {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private ForeignVolumes() {}

  /** Unpacks all of them. */
  static void unpack(Path folder) throws IOException {
    try (InputStream in = ForeignVolumes.class.getResourceAsStream("/volumes/volumes.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
  }

  static Volume open(Path folder, String name) {
    return Volume.open(VolumeAddress.parse("volume", folder.resolve(name).toString()));
  }

  /** Checks the whole volume and an inner block against the rule that its name begins with. */
  static void check(Volume volume, String rule) {
    Coordinate shape = volume.shape();
    byte[] expected = values(rule, (int) shape.volume(), volume.type());
    assertThat(volume.read(Box.of(shape)).littleEndian()).as(volume.name()).isEqualTo(expected);
    Box inner =
        Box.at(1, 2, 3, shape.z() - 1, Math.min(5, shape.y() - 2), Math.min(6, shape.x() - 3));
    assertThat(volume.read(inner).littleEndian())
        .as(volume.name())
        .isEqualTo(cut(new Block(volume.type(), shape, expected), inner));
  }

  static byte[] cut(Block whole, Box box) {
    int bytes = whole.type().bytes();
    ByteBuffer out = ByteBuffer.allocate((int) box.shape().volume() * bytes);
    for (long z = box.origin().z(); z < box.end().z(); z++) {
      for (long y = box.origin().y(); y < box.end().y(); y++) {
        long at = (z * whole.shape().y() + y) * whole.shape().x() + box.origin().x();
        out.put(whole.littleEndian(), (int) at * bytes, (int) box.shape().x() * bytes);
      }
    }
    return out.array();
  }

  /** Values of a rule, little-endian. */
  static byte[] values(String rule, int count, ElementType type) {
    ByteBuffer out = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      boolean isNoise = rule.startsWith("noise");
      long value = isNoise ? noise(i, type) : i / 37 % 251;
      put(out, type, value, isNoise ? 8 : 1);
    }
    return out.array();
  }

  private static long noise(int i, ElementType type) {
    long hash = (i + 1) * GOLDEN;
    return type.isFloat() ? hash >> 48 : hash >>> (64 - 8 * type.bytes());
  }

  private static void put(ByteBuffer out, ElementType type, long value, int parts) {
    switch (type) {
      case UINT8, INT8 -> out.put((byte) value);
      case UINT16, INT16 -> out.putShort((short) value);
      case UINT32, INT32 -> out.putInt((int) value);
      case UINT64, INT64 -> out.putLong(value);
      case FLOAT32 -> out.putFloat((float) value / parts);
      case FLOAT64 -> out.putDouble((double) value / parts);
    }
  }
}
