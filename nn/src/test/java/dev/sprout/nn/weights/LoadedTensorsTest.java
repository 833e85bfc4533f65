package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To whom a tensor belongs once it is read. */
class LoadedTensorsTest {
  private static final int TENSORS = 6;

  /** More than a window of conversion. */
  private static final int ELEMENTS = 1 << 20;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("w.safetensors");
    write(TensorType.F16);
  }

  /** Tensor k is filled with k. */
  private void write(TensorType type) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (int k = 0; k < TENSORS; k++) {
        tensors.put("t" + k, manager.full(new Shape(ELEMENTS), (float) k));
      }
      SafetensorsWriter.write(file, tensors, type, Map.of());
    }
  }

  private static boolean holds(NDArray array, int value) {
    float[] expected = new float[ELEMENTS];
    Arrays.fill(expected, value);
    return Arrays.equals(array.toFloatArray(), expected);
  }

  @Test
  void aTensorOutlivesItsFile() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray read;
      try (WeightFile weights = WeightFile.open(file)) {
        read = weights.read("t5", manager);
      }
      Files.delete(file);
      assertThat(read.getManager()).isSameAs(manager);
      assertThat(holds(read, 5)).isTrue();
    }
  }

  @Test
  void anOpenFileDoesNotChangeUnderItsReader() {
    try (NDManager manager = NDManager.newBaseManager();
        WeightFile weights = WeightFile.open(file)) {
      write(TensorType.F32);
      assertThat(holds(weights.read("t3", manager), 3)).isTrue();
    }
  }

  @Test
  void severalThreadsReadOneFile() {
    try (WeightFile weights = WeightFile.open(file)) {
      assertThat(
              IntStream.range(0, 8 * TENSORS)
                  .parallel()
                  .filter(
                      i -> {
                        try (NDManager manager = NDManager.newBaseManager()) {
                          return !holds(weights.read("t" + i % TENSORS, manager), i % TENSORS);
                        }
                      }))
          .isEmpty();
    }
  }

  @Test
  void anInterruptionIsNoClosedFile() {
    try (NDManager manager = NDManager.newBaseManager();
        WeightFile weights = WeightFile.open(file)) {
      Thread.currentThread().interrupt();
      assertRefused(() -> weights.read("t0", manager)).hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void memoryIsFreedWithTheManager() throws IOException {
    readOften(20);
    long before = residentMebibytes();
    readOften(250); // 1,000 MiB if nothing were freed
    assertThat(residentMebibytes() - before).isLessThan(300);
  }

  private void readOften(int times) {
    for (int i = 0; i < times; i++) {
      try (NDManager manager = NDManager.newBaseManager();
          WeightFile weights = WeightFile.open(file)) {
        assertThat(weights.read("t0", manager).size()).isEqualTo(ELEMENTS);
      }
    }
  }

  private static long residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(entry -> entry.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
  }
}
