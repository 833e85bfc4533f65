package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A damaged file gives an error for people or numbers, never anything else. */
class VolumeDamageTest {
  private static final List<String> ADDRESSES =
      List.of(
          "ome-04.zarr",
          "ome-05.zarr",
          "v3-noise-shard.zarr",
          "v3-noise-shard-start.zarr",
          "v2-steps-blosclz-byte.zarr",
          "v2-steps-lz4-bit.zarr",
          "v2-steps-zstd-plain.zarr",
          "v2-steps-zlib-byte.zarr",
          "v2-steps-blosc-u8-blocks.zarr",
          "v3-noise-gzip-crc.zarr",
          "noise-imagej-u2.tif",
          "steps-lzw-le-u2.tif",
          "steps-packbits-le-u1.tif",
          "steps-zlib-pred-le-u2.tif",
          "steps-bigtiff-tiled-le-u4.tif",
          "noise-le-u1.tif",
          "cremi.h5:volumes/raw",
          "arrays.h5:steps-lzf-fletcher",
          "arrays.h5:noise-gzip-shuffle",
          "one.h5",
          "latest.h5");

  private static Path folder;
  private static final Map<Path, byte[]> ORIGINALS = new TreeMap<>();

  @BeforeContainer
  static void unpack() throws IOException {
    folder = Files.createTempDirectory("damage");
    ForeignVolumes.unpack(folder);
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 600)
  void damageGivesAnErrorForPeople(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    List<Path> files = files(folder.resolve(address.split(":", 2)[0]));
    Path file = files.get(random.nextInt(files.size()));
    byte[] original = ORIGINALS.computeIfAbsent(file, VolumeDamageTest::read);
    Files.write(file, damaged(original, random));
    try (Volume volume = ForeignVolumes.open(folder, address)) {
      Coordinate most = new Coordinate(16, 64, 64);
      Box box = Box.of(volume.shape().min(most));
      assertThat(volume.read(0, box).size()).isEqualTo((int) box.shape().volume());
    } catch (UserError e) {
      assertThat(e).hasMessageContaining(folder.toString());
    } finally {
      Files.write(file, original);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] damaged(byte[] original, Random random) {
    if (random.nextInt(5) == 0) {
      return Arrays.copyOf(original, random.nextInt(original.length + 1));
    }
    byte[] bytes = original.clone();
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 256);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(reach)] =
          random.nextInt(4) == 0 ? (byte) -1 : (byte) random.nextInt(256);
    }
    return bytes;
  }
}
