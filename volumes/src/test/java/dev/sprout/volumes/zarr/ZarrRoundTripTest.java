package dev.sprout.volumes.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.volumes.array.ArrayCopy;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any array, chunking, order, byte order and compressor comes back, and any block of it. */
class ZarrRoundTripTest {
  @Property(tries = 60)
  void arraysComeBack(
      @ForAll @IntRange(min = 1, max = 4) int axes,
      @ForAll boolean version3,
      @ForAll boolean sharded,
      @ForAll Compression compression,
      @ForAll ElementType type,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    long[] shape = random.ints(axes, 1, 9).asLongStream().toArray();
    int[] chunk = random.ints(axes, 1, 5).toArray();
    Optional<int[]> shard =
        version3 && sharded ? Optional.of(random.ints(axes, 1, 4).toArray()) : Optional.empty();
    Compression used = version3 && compression == Compression.ZLIB ? Compression.GZIP : compression;
    ZarrLayout layout = new ZarrLayout(version3 ? 3 : 2, shape, type, chunk, shard, used);
    byte[] data = new byte[product(shape) * type.bytes()];
    random.nextBytes(data);
    Path folder = Files.createTempDirectory("zarr");
    try {
      int[] whole = Arrays.stream(shape).mapToInt(n -> (int) n).toArray();
      ZarrWriter.open(folder, layout, List.of()).write(new long[axes], whole, data);
      try (ZarrArray array = new ZarrArray(folder)) {
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.type()).isEqualTo(type);
        assertThat(array.read(new long[axes], whole)).isEqualTo(data);
        checkBlock(array, data, whole, random);
      }
    } finally {
      delete(folder);
    }
  }

  private static void checkBlock(ZarrArray array, byte[] data, int[] whole, Random random) {
    int axes = whole.length;
    int[] from = Arrays.stream(whole).map(random::nextInt).toArray();
    int[] extent = new int[axes];
    Arrays.setAll(extent, d -> 1 + random.nextInt(whole[d] - from[d]));
    int bytes = array.type().bytes();
    byte[] expected = new byte[Arrays.stream(extent).reduce(bytes, (a, b) -> a * b)];
    ArrayCopy.copy(
        new ArrayCopy.Place(data, whole, from),
        new ArrayCopy.Place(expected, extent, new int[axes]),
        extent,
        bytes);
    assertThat(array.read(Arrays.stream(from).asLongStream().toArray(), extent))
        .isEqualTo(expected);
  }

  @Property(tries = 200)
  void anyOrderAndByteOrderOfAChunkComesBack(
      @ForAll @IntRange(min = 1, max = 4) int axes,
      @ForAll boolean bigEndian,
      @ForAll boolean checksum,
      @ForAll ElementType type,
      @ForAll long seed)
      throws DamagedChunk {
    Random random = new Random(seed);
    int[] chunk = random.ints(axes, 1, 6).toArray();
    long[] shape = Arrays.stream(chunk).asLongStream().toArray();
    int[] order = shuffled(axes, random);
    List<Compressor> compressors =
        checksum ? List.of(new Zstandard(), new Crc32c()) : List.of(Deflate.GZIP);
    ChunkCodec codec =
        new ChunkCodec(
            new dev.sprout.volumes.array.ChunkGrid(shape, chunk, type.bytes()),
            order,
            bigEndian,
            compressors);
    byte[] data = new byte[product(shape) * type.bytes()];
    random.nextBytes(data);
    byte[] stored = codec.encode(data);
    assertThat(stored.length).isLessThanOrEqualTo(codec.mostStored());
    assertThat(codec.decode(stored)).isEqualTo(data);
  }

  private static int[] shuffled(int axes, Random random) {
    List<Integer> order = new java.util.ArrayList<>();
    for (int d = 0; d < axes; d++) {
      order.add(random.nextInt(d + 1), d);
    }
    return order.stream().mapToInt(d -> d).toArray();
  }

  private static int product(long[] shape) {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
