package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.counting;
import static dev.sprout.nn.weights.Fixtures.dict;
import static dev.sprout.nn.weights.Fixtures.npy;
import static dev.sprout.nn.weights.Fixtures.torch;
import static dev.sprout.nn.weights.Fixtures.withFile;
import static dev.sprout.nn.weights.Fixtures.zip;
import static dev.sprout.nn.weights.PickleAssembler.protocol;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a file's bytes, it is read or refused. */
class DamagedFilesTest {
  private static final int TRIES = 1000;

  private final NDManager all = NDManager.newBaseManager();

  @AfterEach
  void free() {
    all.close();
  }

  @Test
  void safetensors() throws IOException {
    check(
        Fixtures.safetensors(
            "{\"__metadata__\":{\"k\":\"v\"},"
                + "\"a\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]},"
                + "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[12,20]}}",
            20),
        DamagedFilesTest::readWeights);
  }

  @Test
  void checkpoints() throws IOException {
    check(checkpoint(), DamagedFilesTest::readWeights);
  }

  /** Behind the checksum of the zip. */
  @Test
  void pickles() {
    byte[] good = pickle();
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 10 * TRIES; i++) {
      try {
        PickleReader.read(damaged(good, random));
      } catch (Malformed e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5 * TRIES, 10 * TRIES - 1);
  }

  /** Numbers within a sound pickle: every tensor is read from inside its storage or refused. */
  @Test
  void checkpointsWithDamagedPickles() throws IOException {
    byte[] good = pickle();
    Random random = new Random(4);
    int[] results = new int[2];
    for (int i = 0; i < TRIES; i++) {
      byte[] file = torch(damaged(good, random), counting(6), new byte[] {1, 0, 1});
      withFile(file, path -> results[attempt(path, DamagedFilesTest::readWeights)]++);
    }
    assertThat(results).doesNotContain(0);
  }

  @Test
  void numpyFiles() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.npy", npy(1, dict("<f4", true, "(2, 3)"), counting(6)));
    members.put("b.npy", npy(2, dict("|b1", false, "(3,)"), new byte[] {1, 0, 1}));
    check(zip(members, ZipEntry.STORED), DamagedFilesTest::readArrays);
    check(zip(members, ZipEntry.DEFLATED), DamagedFilesTest::readArrays);
  }

  /** No field is left out by chance: each byte in turn is inverted. */
  @Test
  void everySingleByteOfACheckpoint() throws IOException {
    byte[] good = checkpoint();
    int[] results = new int[2];
    for (int at = 0; at < good.length; at++) {
      byte[] bytes = good.clone();
      bytes[at] = (byte) ~bytes[at];
      withFile(bytes, path -> results[attempt(path, DamagedFilesTest::readWeights)]++);
    }
    assertThat(results).doesNotContain(0);
  }

  private static byte[] pickle() {
    return protocol(2)
        .raw('}', '(')
        .text("model")
        .orderedDict()
        .op('(')
        .text("a")
        .tensor("FloatStorage", "0", 6, 1, new long[] {2, 2}, new long[] {1, 2})
        .text("b")
        .tensor("BoolStorage", "1", 3, 0, new long[] {3}, new long[] {1})
        .op('u')
        .text("args")
        .namespace()
        .raw('}')
        .text("lr")
        .raw('K', 1, 's', 'b', 'u')
        .end();
  }

  private static byte[] checkpoint() {
    return torch(pickle(), counting(6), new byte[] {1, 0, 1});
  }

  /** Reads everything that a file holds. */
  private interface Reader {
    void read(Path file, NDManager manager);
  }

  private static void readWeights(Path file, NDManager manager) {
    try (WeightFile weights = WeightFile.open(file)) {
      weights.tensors().forEach((name, info) -> compare(info, weights.read(name, manager)));
    }
  }

  private static void readArrays(Path file, NDManager manager) {
    try (NpzFile arrays = NpzFile.open(file)) {
      arrays.names().forEach(name -> compare(arrays.info(name), arrays.read(name, manager)));
    }
  }

  private static void compare(TensorInfo info, NDArray array) {
    assertThat(array.getShape().getShape()).isEqualTo(info.shape());
  }

  private void check(byte[] good, Reader reader) throws IOException {
    Random random = new Random(2);
    int[] results = new int[2];
    withFile(good, path -> assertThat(attempt(path, reader)).isEqualTo(1));
    for (int i = 0; i < TRIES; i++) {
      withFile(damaged(good, random), path -> results[attempt(path, reader)]++);
    }
    assertThat(results).doesNotContain(0);
  }

  /** One when the file was read, zero when it was refused; anything else is thrown. */
  private int attempt(Path file, Reader reader) {
    try (NDManager manager = all.newSubManager()) {
      reader.read(file, manager);
      return 1;
    } catch (UserError e) {
      assertThat(e).hasMessageContaining(file.toString());
      return 0;
    }
  }

  /** Truncated, or with up to three bytes changed. */
  private static byte[] damaged(byte[] good, Random random) {
    if (random.nextInt(8) == 0) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }
}
