package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static dev.sprout.nn.weights.Fixtures.little;
import static dev.sprout.nn.weights.Fixtures.readFloats;
import static dev.sprout.nn.weights.Fixtures.safetensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsRefusalTest {
  private static final String GOOD = tensor("a", "F32", "[2]", 0, 8);

  @TempDir Path folder;

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  private void refuse(byte[] content, String reason) {
    Path file = Fixtures.write(folder, "w.safetensors", content);
    assertRefused(() -> Safetensors.open(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  private void refuse(String entries, int dataBytes, String reason) {
    refuse(safetensors("{" + entries + "}", dataBytes), reason);
  }

  @Test
  void aSoundFileIsRead() {
    Path file = Fixtures.write(folder, "w", safetensors("{" + GOOD + "}", 8));
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(readFloats(read, "a")).containsExactly(0, 0);
    }
  }

  @Test
  void truncatedFiles() {
    byte[] good = safetensors("{" + GOOD + "}", 8);
    refuse(Arrays.copyOf(good, 5), "it has only 5 bytes");
    refuse(Arrays.copyOf(good, 30), "its header takes");
    refuse(Arrays.copyOf(good, good.length - 1), "promises 8 bytes of tensors, the file has 7");
  }

  @Test
  void bytesBehindTheLastTensor() {
    refuse(GOOD, 9, "bytes follow the last tensor");
  }

  @Test
  void overlapsAndGaps() {
    refuse(GOOD + "," + tensor("b", "F32", "[2]", 4, 12), 12, "overlap");
    refuse(GOOD + "," + tensor("b", "F32", "[2]", 0, 8), 8, "overlap");
    refuse(GOOD + "," + tensor("b", "F32", "[1]", 12, 16), 16, "leave a gap");
    refuse(tensor("b", "F32", "[1]", 4, 8), 8, "leave a gap");
  }

  @Test
  void repeatedNames() {
    refuse(GOOD + "," + tensor("a", "F32", "[2]", 8, 16), 16, "tensor 'a' twice");
    refuse("\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}", 0, "'k' twice");
    refuse("\"__metadata__\":{},\"__metadata__\":{}", 0, "__metadata__ twice");
    refuse(
        "\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}",
        8,
        "repeated entry 'dtype'");
  }

  @ParameterizedTest
  @CsvSource({
    "100000001, 'accepted are up to 100000000'",
    "-1, '18446744073709551615 bytes'",
    "99999999, 'truncated'",
    "9, 'truncated'"
  })
  void headersThatAreTooLong(long claimed, String reason) {
    refuse(little(16).putLong(claimed).put((byte) '{').array(), reason);
  }

  @Test
  void typesShapesAndOffsetsThatAreNone() {
    refuse(tensor("a", "F128", "[2]", 0, 8), 8, "type 'F128', accepted are [F64, F32");
    refuse(tensor("a", "F32", "[-2]", 0, 8), 8, "no whole number");
    refuse(tensor("a", "F32", "[2.0]", 0, 8), 8, "no whole number");
    refuse(tensor("a", "F32", "[\"2\"]", 0, 8), 8, "no whole number");
    refuse(tensor("a", "F32", "[2]", -8, 0), 8, "no whole number");
    refuse(tensor("a", "F32", "[9999999999999999999]", 0, 8), 8, "no whole number");
    refuse(tensor("a", "F32", "[3]", 0, 8), 8, "takes 12 bytes");
    refuse(tensor("a", "F32", "[2]", 8, 0), 8, "data_offsets [8, 0]");
    refuse("\"a\":{\"dtype\":\"F32\",\"shape\":[2]}", 8, "needs dtype, shape and data_offsets");
  }

  @Test
  void sizesThatOverflow() {
    refuse(tensor("a", "F32", "[4294967296,4294967296]", 0, 0), 0, "is too large");
    refuse(tensor("a", "F64", "[2305843009213693952]", 0, 0), 0, "is too large");
    refuse(tensor("a", "F32", "[0,4294967296,4294967296]", 0, 0), 0, "is too large");
    refuse(tensor("a", "U8", "[9223372036854775807]", 0, Long.MAX_VALUE), 0, "truncated");
  }

  @Test
  void moreAxesThanAnyTensorHas() {
    refuse(tensor("a", "F32", Arrays.toString(new long[100_000]), 0, 0), 0, "more than 64 axes");
  }

  @Test
  void headersThatAreNoStrictJson() {
    refuse(GOOD + ",", 8, "not strict JSON");
    refuse(GOOD.replace('"', '\''), 8, "not strict JSON");
    refuse("\"a\":" + "[".repeat(1000), 0, "not strict JSON");
    refuse(safetensors("{} {}", 0), "not strict JSON");
    byte[] broken = safetensors("{" + GOOD + "}", 8);
    broken[10] = (byte) 0xff;
    refuse(broken, "not strict JSON in UTF-8");
  }

  @Test
  void controlCharactersFromAFileDoNotReachTheTerminal() {
    assertRefused(
            () ->
                Safetensors.open(
                    Fixtures.write(
                        folder,
                        "w",
                        safetensors("{" + tensor("\\u001b[31m", "X", "[]", 0, 0) + "}", 0))))
        .hasMessageContaining("tensor '?[31m'");
  }

  @Test
  void aTensorThatIsNotThereAndAFileThatIsClosed() {
    Path file = Fixtures.write(folder, "w", safetensors("{" + GOOD + "}", 8));
    try (NDManager manager = NDManager.newBaseManager()) {
      Safetensors read = Safetensors.open(file);
      assertRefused(() -> read.read("b", manager)).hasMessageContaining("no tensor b");
      read.close();
      assertThatThrownBy(() -> read.read("a", manager)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFileCutShortWhileOpenIsAnError() throws IOException {
    Path file = Fixtures.write(folder, "w", safetensors("{" + GOOD + "}", 8));
    try (NDManager manager = NDManager.newBaseManager();
        Safetensors read = Safetensors.open(file);
        RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(40);
      assertRefused(() -> read.read("a", manager)).hasMessageContaining(file.toString());
    }
  }

  @Test
  void offsetsBeyondTwoGigabytesAreFound() throws IOException {
    long large = (1L << 31) + 10;
    String header =
        "{%s,%s}"
            .formatted(
                tensor("large", "U8", "[" + large + "]", 0, large),
                tensor("small", "F32", "[1]", large, large + 4));
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(little(8).putLong(text.length).array());
      sparse.write(text);
      sparse.seek(8 + text.length + large);
      sparse.write(Fixtures.floats(2.5f));
    }
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.tensors().get("large").bytes()).isEqualTo(large);
      assertThat(readFloats(read, "small")).containsExactly(2.5f);
    }
  }
}
