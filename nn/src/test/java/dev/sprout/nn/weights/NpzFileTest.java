package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static dev.sprout.nn.weights.Fixtures.counting;
import static dev.sprout.nn.weights.Fixtures.dict;
import static dev.sprout.nn.weights.Fixtures.floats;
import static dev.sprout.nn.weights.Fixtures.npy;
import static dev.sprout.nn.weights.Fixtures.stored;
import static dev.sprout.nn.weights.Fixtures.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  private static final byte[] GOOD = npy(1, dict("<f4", false, "(2, 3)"), counting(6));

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  private NpzFile open(byte[] zip) {
    return NpzFile.open(Fixtures.write(folder, "a.npz", zip));
  }

  private NpzFile openArray(byte[] npy) {
    return open(stored(Map.of("x.npy", npy)));
  }

  private NDArray read(byte[] npy) {
    try (NpzFile file = openArray(npy)) {
      return file.read("x", manager);
    }
  }

  private void refuse(byte[] npy, String reason) {
    assertRefused(() -> openArray(npy))
        .hasMessageContaining("a.npz")
        .hasMessageContaining("'x.npy'")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionInBothOrders(int version) {
    NDArray rows = read(npy(version, dict("<f4", false, "(2, 3)"), counting(6)));
    assertThat(rows.getShape()).isEqualTo(new Shape(2, 3));
    assertThat(rows.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
    NDArray columns = read(npy(version, dict("<f4", true, "(2, 3)"), counting(6)));
    assertThat(columns.getShape()).isEqualTo(new Shape(2, 3));
    assertThat(columns.toFloatArray()).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, FLOAT64, 8",
    "<f4, FLOAT32, 4",
    "<f2, FLOAT32, 2",
    "<i8, INT64, 8",
    "<i4, INT32, 4",
    "<i2, INT32, 2",
    "|i1, INT8, 1",
    "<u8, INT64, 8",
    "<u4, INT64, 4",
    "<u2, INT32, 2",
    "|u1, UINT8, 1",
    "|b1, BOOLEAN, 1"
  })
  void everyType(String descr, DataType type, int bytes) {
    byte[] data = new byte[2 * bytes];
    Arrays.fill(data, bytes, 2 * bytes, (byte) 1);
    NDArray array = read(npy(1, dict(descr, false, "(2,)"), data));
    assertThat(array.getDataType()).isEqualTo(type);
    double ones =
        switch (descr) {
          case "<f8" -> Double.longBitsToDouble(0x0101010101010101L);
          case "<f4" -> Float.intBitsToFloat(0x01010101);
          case "<f2" -> 257 * 0x1p-24;
          case "<i8", "<u8" -> 0x0101010101010101L;
          case "<i4", "<u4" -> 0x01010101;
          case "<i2", "<u2" -> 0x0101;
          default -> 1;
        };
    NDArray comparable = type == DataType.BOOLEAN ? array.toType(DataType.INT32, false) : array;
    Number[] values = comparable.toArray();
    assertThat(values[0].doubleValue()).isZero();
    assertThat(values[1].doubleValue()).isEqualTo(ones);
  }

  @Test
  void unsignedNumbersKeepTheirSize() {
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) -1);
    assertThat(read(npy(1, dict("<u2", false, "(4,)"), ones)).toIntArray()).containsOnly(0xffff);
    assertThat(read(npy(1, dict("<u4", false, "(2,)"), ones)).toLongArray())
        .containsOnly(0xffffffffL);
    assertRefused(() -> read(npy(1, dict("<u8", false, "(1,)"), ones)))
        .hasMessageContaining("18446744073709551615");
  }

  @Test
  void scalarsAndEmptyArrays() {
    assertThat(read(npy(1, dict("<f4", false, "()"), floats(7))).getFloat()).isEqualTo(7);
    assertThat(read(npy(1, dict("<f4", true, "(2, 0)"), floats())).getShape())
        .isEqualTo(new Shape(2, 0));
  }

  @Test
  void namesInTheOrderOfTheFileStoredOrCompressed() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("z.npy", GOOD);
    members.put("grad.a/b.npy", npy(1, dict("<i4", false, "(1,)"), new byte[] {9, 0, 0, 0}));
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      try (NpzFile file = open(zip(members, method))) {
        assertThat(file.names()).containsExactly("z", "grad.a/b");
        assertThat(file.info("z")).isEqualTo(new TensorInfo(TensorType.F32, new long[] {2, 3}));
        assertThat(file.read("z", manager).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(file.read("grad.a/b", manager).toIntArray()).containsExactly(9);
      }
    }
  }

  @Test
  void aMissingNameListsThoseThereAre() {
    try (NpzFile file = open(stored(Map.of("x.npy", GOOD)))) {
      assertRefused(() -> file.read("y", manager)).hasMessageEndingWith("no array y; it has x");
      assertRefused(() -> file.info("y")).hasMessageEndingWith("no array y; it has x");
    }
  }

  @Test
  void aClosedFile() {
    NpzFile file = openArray(GOOD);
    file.close();
    assertThatThrownBy(() -> file.read("x", manager)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void headersThatAreNone() {
    refuse(new byte[0], "its header is truncated");
    refuse(Arrays.copyOf(GOOD, 9), "its header is truncated");
    refuse(npy(4, dict("<f4", false, "(6,)"), counting(6)), "no .npy file of version 1, 2 or 3");
    refuse(new byte[100], "no .npy file");
    byte[] long1 = GOOD.clone();
    long1[9] = (byte) 0xff;
    refuse(long1, "its header claims");
    byte[] long2 = npy(2, dict("<f4", false, "(6,)"), counting(6));
    long2[11] = (byte) 0xff;
    refuse(long2, "its header claims");
    refuse(npy(1, "{'descr': __import__('os').system('id')}", new byte[0]), "none that NumPy");
    refuse(npy(1, dict("<f4", false, "(-1,)"), new byte[0]), "none that NumPy");
    refuse(npy(1, dict("<f4", false, "(" + "1, ".repeat(5000) + ")"), new byte[4]), "none that");
  }

  @Test
  void objectsAndOtherTypesAreRefused() {
    for (String descr : new String[] {"|O", ">f4", "<c8", "<U4", "<f16", ">u4"}) {
      refuse(npy(1, dict(descr, false, "(1,)"), new byte[4]), "its elements are '" + descr);
    }
  }

  @Test
  void shapesThatDoNotFit() {
    refuse(npy(1, dict("<f4", false, "(7,)"), counting(6)), "F32[7] doesn't fit");
    refuse(npy(1, dict("<f4", false, "(5,)"), counting(6)), "F32[5] doesn't fit");
    refuse(npy(1, dict("<f4", false, "(4294967296, 4294967296)"), counting(6)), "too large");
    refuse(npy(1, dict("<f4", false, "(230584300921369395,)"), counting(6)), "doesn't fit");
    refuse(npy(1, dict("<f4", false, "(9999999999999999999,)"), counting(6)), "none that NumPy");
    refuse(npy(1, dict("<f4", false, "(" + "1, ".repeat(64) + "1)"), floats(1)), "65 axes");
  }

  @Test
  void damagedElementsAreFoundWhenRead() {
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      byte[] data = new byte[200_000]; // beyond the part that is read with the header
      new Random(1).nextBytes(data);
      byte[] zip = zip(Map.of("x.npy", npy(1, dict("|u1", false, "(200000,)"), data)), method);
      zip[zip.length - 1000]++;
      try (NpzFile file = open(zip)) {
        assertRefused(() -> file.read("x", manager)).hasMessageContaining("a.npz");
      }
    }
  }

  @Test
  void aSmallFileThatUnpacksToALargeArrayIsRefusedBeforeItIsUnpacked() {
    int size = (1 << 28) + 1;
    byte[] npy = npy(1, dict("|u1", false, "(" + size + ",)"), new byte[size]);
    try (NpzFile file = open(zip(Map.of("x.npy", npy), ZipEntry.DEFLATED))) {
      assertRefused(() -> file.read("x", manager)).hasMessageContaining("accepted are up to");
    }
  }

  @Test
  void otherZips() {
    assertRefused(() -> open(stored(Map.of("x.txt", GOOD)))).hasMessageContaining("'x.txt' is no");
    assertRefused(() -> open("text".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("truncated or no zip file");
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("x.npy", GOOD);
    two.put("y.npy", GOOD);
    String zip = new String(stored(two), StandardCharsets.ISO_8859_1).replace("y.npy", "x.npy");
    assertRefused(() -> open(zip.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("'x.npy' twice");
    assertRefused(() -> NpzFile.open(folder.resolve("none"))).hasMessageContaining("doesn't exist");
  }
}
