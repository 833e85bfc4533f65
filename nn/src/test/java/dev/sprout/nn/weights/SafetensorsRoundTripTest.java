package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.safetensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRoundTripTest {
  @TempDir Path folder;

  @Provide
  Arbitrary<Map<String, List<Integer>>> shapesByName() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("aZ0._ -/\\\"'{}:,\u0000\n\tßж中\u2028")
            .ofMaxLength(12)
            .filter(name -> !name.equals(SafetensorsHeader.METADATA));
    return Arbitraries.maps(names, Arbitraries.integers().between(0, 4).list().ofMaxSize(4))
        .ofMaxSize(6);
  }

  @Property(tries = 200)
  void namesShapesAndValuesSurvive(
      @ForAll("shapesByName") Map<String, List<Integer>> shapes, @ForAll long seed)
      throws IOException {
    Path file = Files.createTempFile("round", ".safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = arrays(shapes, new Random(seed), manager);
      SafetensorsWriter.write(file, arrays, TensorType.F32, Map.of("seed", "" + seed));
      byte[] first = Files.readAllBytes(file);
      SafetensorsWriter.write(file, arrays, TensorType.F32, Map.of("seed", "" + seed));
      assertThat(Files.readAllBytes(file)).isEqualTo(first);
      checkEqual(file, arrays, manager);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, NDArray> arrays(
      Map<String, List<Integer>> shapes, Random random, NDManager manager) {
    List<DataType> types =
        List.of(
            DataType.FLOAT32,
            DataType.INT64,
            DataType.INT32,
            DataType.INT8,
            DataType.UINT8,
            DataType.BOOLEAN);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    shapes.forEach(
        (name, sizes) -> {
          Shape shape = new Shape(sizes.stream().mapToLong(size -> size).toArray());
          float[] values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(100);
          }
          DataType type = types.get(random.nextInt(types.size()));
          arrays.put(name, manager.create(values, shape).toType(type, false));
        });
    return arrays;
  }

  private static void checkEqual(Path file, Map<String, NDArray> arrays, NDManager manager) {
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(read.tensors()).containsOnlyKeys(arrays.keySet());
      assertThat(read.metadata()).containsOnlyKeys("seed");
      arrays.forEach(
          (name, array) -> {
            NDArray back = read.read(name, manager);
            assertThat(back.getDataType()).isEqualTo(array.getDataType());
            assertThat(back.getShape()).isEqualTo(array.getShape());
            assertThat(back.toByteBuffer(false)).isEqualTo(array.toByteBuffer(false));
          });
    }
  }

  @Test
  void everyHalfPatternSurvivesAFile() throws IOException {
    checkEveryPatternSurvives(TensorType.F16);
    checkEveryPatternSurvives(TensorType.BF16);
  }

  private void checkEveryPatternSurvives(TensorType type) throws IOException {
    int count = 1 << 16;
    byte[] bytes =
        safetensors(
            "{\"w\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(type, count, 2 * count),
            2 * count);
    int start = bytes.length - 2 * count;
    ByteBuffer data = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < count; bits++) {
      data.putShort((short) bits);
    }
    System.arraycopy(data.array(), 0, bytes, start, 2 * count);
    Path file = Files.write(folder.resolve("all"), bytes);
    Path copy = folder.resolve("copy");
    try (NDManager manager = NDManager.newBaseManager();
        WeightFile all = WeightFile.open(file)) {
      SafetensorsWriter.write(copy, Map.of("w", all.read("w", manager)), type, Map.of());
    }
    byte[] written = Files.readAllBytes(copy);
    assertThat(ByteBuffer.wrap(written).slice(written.length - 2 * count, 2 * count))
        .isEqualTo(ByteBuffer.wrap(data.array()));
  }

  @Test
  void realArraysAreStoredInTheGivenTypeAndOthersAsTheyAre() {
    Path file = folder.resolve("mixed");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray values = manager.create(new float[] {0.1f, -2, 3});
      SafetensorsWriter.write(
          file,
          Map.of(
              "double", values.toType(DataType.FLOAT64, true),
              "half", values.toType(DataType.FLOAT16, true),
              "byte", manager.create(new byte[] {-1, 2}),
              "long", manager.create(new long[] {Long.MIN_VALUE})),
          TensorType.BF16,
          Map.of());
      try (WeightFile read = WeightFile.open(file)) {
        assertThat(read.tensors().get("double").type()).isEqualTo(TensorType.BF16);
        assertThat(read.tensors().get("byte").type()).isEqualTo(TensorType.I8);
        assertThat(read.read("half", manager).toFloatArray()).containsExactly(0.100097656f, -2, 3);
        assertThat(read.read("double", manager).toFloatArray())
            .containsExactly(0.100097656f, -2, 3);
        assertThat(read.read("byte", manager).toByteArray()).containsExactly(-1, 2);
        assertThat(read.read("long", manager).toLongArray()).containsExactly(Long.MIN_VALUE);
      }
    }
  }

  @Test
  void everyTensorIsAlignedToItsElements() {
    Path file = folder.resolve("aligned");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put("bytes", manager.create(new byte[3]));
      arrays.put("reals", manager.create(new float[3]));
      arrays.put("longs", manager.create(new long[3]));
      SafetensorsWriter.write(file, arrays, TensorType.F16, Map.of());
      try (WeightFile read = WeightFile.open(file)) {
        assertThat(new ArrayList<>(read.tensors().keySet()))
            .containsExactly("longs", "reals", "bytes");
      }
    }
  }

  @Test
  void metadataIsSortedAndSurvives() throws IOException {
    Path file = folder.resolve("meta");
    SafetensorsWriter.write(file, Map.of(), TensorType.F32, Map.of("b", "2\"\n", "a", "ж"));
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(read.metadata()).containsExactly(Map.entry("a", "ж"), Map.entry("b", "2\"\n"));
    }
    assertThat(Files.size(file) % 8).isZero();
  }

  @Test
  void theReservedNameAndBrokenTextAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array = manager.create(1f);
      for (String name : List.of(SafetensorsHeader.METADATA, "\ud800")) {
        assertThatThrownBy(
                () ->
                    SafetensorsWriter.write(
                        folder.resolve("x"), Map.of(name, array), TensorType.F32, Map.of()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTensorLargerThanOnePieceSurvives() {
    int count = (1 << 26) + 3;
    Path file = folder.resolve("large");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array = manager.zeros(new Shape(count), DataType.UINT8);
      array.setScalar(new NDIndex(count - 2), 7);
      SafetensorsWriter.write(file, Map.of("w", array), TensorType.F32, Map.of());
      try (WeightFile read = WeightFile.open(file)) {
        assertThat(read.read("w", manager).eq(array).all().getBoolean()).isTrue();
      }
    }
  }
}
