package dev.sprout.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
  @TempDir Path folder;

  @Test
  void writesWhatIsRead() {
    Path file = folder.resolve("a.npz");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put("double", manager.create(new double[] {Math.PI, -1e300}));
      arrays.put("single", manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3)));
      arrays.put("transposed", arrays.get("single").transpose());
      arrays.put("scalar", manager.create(1L << 40));
      arrays.put("int", manager.create(new int[] {-1, 7}));
      arrays.put("byte", manager.create(new byte[] {-1, 7}));
      arrays.put("truth", manager.create(new boolean[] {true, false}));
      arrays.put("none", manager.create(new double[0], new Shape(0, 4)));
      arrays.put("long", manager.arange(0f, 300_000, 1, DataType.FLOAT64));
      NpzWriter.write(file, arrays);
      try (NpzFile read = NpzFile.open(file)) {
        assertThat(read.names()).containsExactlyElementsOf(arrays.keySet());
        arrays.forEach((name, array) -> assertThat(read.read(name, manager)).isEqualTo(array));
        assertThat(read.info("transposed")).hasToString("F32[3, 2]");
      }
    }
  }

  /** {@code numpy.save} of {@code numpy.array([1.5, 2.0])}. */
  @Test
  void anArrayHasTheBytesOfNumPy() throws IOException {
    Path file = folder.resolve("a.npz");
    try (NDManager manager = NDManager.newBaseManager()) {
      NpzWriter.write(file, Map.of("x", manager.create(new double[] {1.5, 2})));
    }
    String dict = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
    ByteBuffer expected = Fixtures.little(128 + 16);
    expected.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    expected.put((byte) 1).put((byte) 0).putShort((short) 118);
    expected.put((dict + " ".repeat(117 - dict.length())).getBytes(StandardCharsets.US_ASCII));
    expected.put((byte) '\n').putDouble(1.5).putDouble(2).flip();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry("x.npy")).readAllBytes();
      assertThat(ByteBuffer.wrap(bytes)).isEqualTo(expected);
    }
    byte[] first = Files.readAllBytes(file);
    try (NDManager manager = NDManager.newBaseManager()) {
      NpzWriter.write(file, Map.of("x", manager.create(new double[] {1.5, 2})));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }
}
