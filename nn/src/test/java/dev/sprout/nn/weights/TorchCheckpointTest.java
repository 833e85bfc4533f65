package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static dev.sprout.nn.weights.Fixtures.counting;
import static dev.sprout.nn.weights.Fixtures.floats;
import static dev.sprout.nn.weights.Fixtures.readFloats;
import static dev.sprout.nn.weights.Fixtures.torch;
import static dev.sprout.nn.weights.Fixtures.torchMembers;
import static dev.sprout.nn.weights.PickleAssembler.protocol;
import static dev.sprout.nn.weights.PickleAssembler.stateDict;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCheckpointTest {
  @TempDir Path folder;

  private Path file(byte[] content) {
    return Fixtures.write(folder, "w.pth", content);
  }

  private void refuse(byte[] content, String reason) {
    Path file = file(content);
    assertRefused(() -> TorchCheckpoint.open(file))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(". Save the weights alone, or convert them to safetensors.");
  }

  private void refuseTensor(long elements, long offset, long[] shape, long[] steps, String reason) {
    refuse(torch(stateDict("FloatStorage", elements, offset, shape, steps), counting(6)), reason);
  }

  private float[] read(long offset, long[] shape, long[] steps) {
    byte[] pickle = stateDict("FloatStorage", 6, offset, shape, steps);
    try (WeightFile read = WeightFile.open(file(torch(pickle, counting(6))))) {
      assertThat(read.tensors().get("w")).isEqualTo(new TensorInfo(TensorType.F32, shape));
      return readFloats(read, "w");
    }
  }

  /** {"model": {a}, "model_ema": {b}, "epoch": 3, "args": Namespace(...)}. */
  private static byte[] training() {
    return protocol(2)
        .raw('}', '(')
        .text("model")
        .orderedDict()
        .text("a")
        .vector("0", 2)
        .op('s')
        .text("model_ema")
        .orderedDict()
        .text("b")
        .vector("1", 1)
        .op('s')
        .text("epoch")
        .raw('K', 3)
        .text("args")
        .namespace()
        .raw('}', '(')
        .text("lr")
        .number(7)
        .text("sizes")
        .raw(']', 'K', 1, 'a')
        .text("nested")
        .raw('}', 'u', 'b', 'u')
        .end();
  }

  private Path trainingFile() {
    return file(torch(training(), floats(1, 2), floats(3)));
  }

  @Test
  void tensorsInCOrderAndOtherwise() {
    assertThat(read(0, new long[] {2, 3}, new long[] {3, 1})).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(read(0, new long[] {3, 2}, new long[] {1, 3})).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(read(1, new long[] {2}, new long[] {3})).containsExactly(1, 4);
    assertThat(read(1, new long[] {2, 2}, new long[] {2, 1})).containsExactly(1, 2, 3, 4);
    assertThat(read(2, new long[] {2, 1, 2}, new long[] {1, 77, 2})).containsExactly(2, 4, 3, 5);
    assertThat(read(4, new long[] {3}, new long[] {0})).containsExactly(4, 4, 4);
    assertThat(read(5, new long[] {}, new long[] {})).containsExactly(5);
    assertThat(read(6, new long[] {0, 4}, new long[] {4, 1})).isEmpty();
    assertThat(read(0, new long[] {4, 0}, new long[] {1, 4})).isEmpty();
  }

  @Test
  void tensorsThatReachOutOfTheirStorage() {
    String outside = "needs more elements than its storage has";
    refuseTensor(6, 0, new long[] {7}, new long[] {1}, outside);
    refuseTensor(6, 1, new long[] {2, 3}, new long[] {3, 1}, outside);
    refuseTensor(6, 0, new long[] {2, 2}, new long[] {5, 1}, outside);
    refuseTensor(6, Long.MAX_VALUE, new long[] {1}, new long[] {1}, outside);
    refuseTensor(6, 7, new long[] {0}, new long[] {1}, outside);
    refuseTensor(6, 0, new long[] {7}, new long[] {0}, "repeats its elements");
    refuseTensor(6, 0, new long[] {2}, new long[] {Long.MAX_VALUE}, "is broken");
    refuseTensor(6, 0, new long[] {3, 2}, new long[] {Long.MAX_VALUE / 2, 1}, "is broken");
    refuseTensor(6, 0, new long[] {1L << 32, 1L << 32}, new long[] {0, 0}, "too large");
    refuseTensor(6, 0, new long[] {2}, new long[] {-1}, "strides [-1] don't fit");
    refuseTensor(6, 0, new long[] {2}, new long[] {1, 1}, "strides [1, 1] don't fit");
    refuseTensor(6, 0, new long[] {-2}, new long[] {1}, "negative size");
    refuseTensor(6, -1, new long[] {1}, new long[] {1}, "something other than a storage");
    refuseTensor(5, 0, new long[] {1}, new long[] {1}, "its part has 24 bytes");
    refuseTensor(1L << 62, 0, new long[] {1}, new long[] {1}, "is broken");
    refuseTensor(-1, 0, new long[] {1}, new long[] {1}, "refers to a storage");
  }

  @ParameterizedTest
  @CsvSource({
    "DoubleStorage, F64, 8",
    "FloatStorage, F32, 4",
    "HalfStorage, F16, 2",
    "BFloat16Storage, BF16, 2",
    "LongStorage, I64, 8",
    "IntStorage, I32, 4",
    "ShortStorage, I16, 2",
    "CharStorage, I8, 1",
    "ByteStorage, U8, 1",
    "BoolStorage, BOOL, 1"
  })
  void everyStorageType(String storage, TensorType type, int bytes) {
    byte[] data = new byte[2 * bytes];
    if (type == TensorType.F64) {
      data[2 * bytes - 1] = 0x3f;
      data[2 * bytes - 2] = (byte) 0xf0;
    } else {
      data[bytes] = 1; // the smallest subnormal, or one
    }
    byte[] pickle = stateDict(storage, 2, 0, new long[] {2}, new long[] {1});
    try (NDManager manager = NDManager.newBaseManager();
        WeightFile read = WeightFile.open(file(torch(pickle, data)))) {
      assertThat(read.tensors().get("w").type()).isEqualTo(type);
      NDArray array = read.read("w", manager);
      assertThat(array.getDataType()).isEqualTo(type.loaded());
      double least =
          switch (type) {
            case F32 -> Float.MIN_VALUE;
            case F16 -> 0x1p-24;
            case BF16 -> 0x1p-133;
            default -> 1;
          };
      assertThat(value(array)).isEqualTo(least);
    }
  }

  private static double value(NDArray array) {
    return array.getDataType() == DataType.BOOLEAN
        ? (array.toBooleanArray()[1] ? 1 : 0)
        : array.toArray()[1].doubleValue();
  }

  @Test
  void parametersAndOtherValuesOfAStateDict() {
    byte[] pickle =
        protocol(2)
            .orderedDict()
            .raw('}', 'b', '(')
            .text("p")
            .global("torch._utils", "_rebuild_parameter")
            .op('(')
            .vector("0", 2)
            .raw(0x88)
            .orderedDict()
            .raw('t', 'R')
            .text("version")
            .raw('K', 2)
            .raw('K', 5)
            .vector("0", 2)
            .op('u')
            .end();
    try (WeightFile read = WeightFile.open(file(torch(pickle, floats(8, 9))))) {
      assertThat(read.tensors()).containsOnlyKeys("p");
      assertThat(readFloats(read, "p")).containsExactly(8, 9);
    }
  }

  @Test
  void thePartIsChosenByNameOrUsage() {
    Path file = trainingFile();
    try (WeightFile usual = WeightFile.open(file);
        WeightFile named = WeightFile.open(file, "model");
        WeightFile average = WeightFile.open(file, "model_ema")) {
      assertThat(readFloats(usual, "a")).containsExactly(1, 2);
      assertThat(named.tensors()).containsOnlyKeys("a");
      assertThat(average.tensors()).containsOnlyKeys("b");
      assertThat(readFloats(average, "b")).containsExactly(3);
    }
    byte[] lightning =
        protocol(2)
            .raw('}')
            .text("state_dict")
            .raw('}')
            .text("w")
            .vector("0", 1)
            .raw('s', 's')
            .end();
    try (WeightFile read = WeightFile.open(file(torch(lightning, floats(4))))) {
      assertThat(read.tensors()).containsOnlyKeys("w");
    }
  }

  @Test
  void anUnknownPartListsThoseThereAre() {
    Path file = trainingFile();
    for (String part : List.of("ema", "epoch", "args")) {
      assertRefused(() -> WeightFile.open(file, part))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("no state dict " + part)
          .hasMessageEndingWith("it has model, model_ema");
    }
    byte[] bare = stateDict("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    assertRefused(() -> WeightFile.open(file(torch(bare, floats(1))), "model"))
        .hasMessageContaining("one state dict without parts; leave out 'model'");
  }

  @Test
  void withoutAnyTensorNothingIsGuessed() {
    assertRefused(() -> TorchCheckpoint.open(file(torch(protocol(2).raw('}').end()))))
        .hasMessageContaining("no state dict model or state_dict; it has none");
    refuse(torch(protocol(2).raw('N').end()), "it holds no dict of tensors");
  }

  @Test
  void theNamespaceKeepsPlainValues() {
    try (TorchCheckpoint read = TorchCheckpoint.open(trainingFile())) {
      assertThat(read.namespace())
          .containsExactly(Map.entry("lr", 7L), Map.entry("sizes", List.of(1L)));
    }
  }

  @Test
  void namesThatWouldRunCodeAreRefusedByName() {
    byte[] pickle = protocol(2).global("os", "system").op('(').text("id").raw('t', 'R').end();
    Path file = file(torch(pickle));
    assertRefused(() -> WeightFile.open(file))
        .hasMessage(
            file
                + ": its pickle names os.system, which Sprout never runs; accepted are tensors,"
                + " dicts, lists, numbers, strings, OrderedDict and argparse.Namespace. Save the"
                + " weights alone, or convert them to safetensors.");
  }

  @Test
  @Timeout(20)
  void selfContainingAndSharedDictsAreNotWalked() {
    byte[] self = protocol(2).raw('}', 'q', 0).text("model").raw('h', 0, 's').end();
    assertRefused(() -> TorchCheckpoint.open(file(torch(self))));
    PickleAssembler shared = protocol(2).raw('}', '(').text("big").raw('}', 'q', 0, '(');
    for (int i = 0; i < 200_000; i++) {
      shared.raw('J').little(i, 4).raw('N');
    }
    shared.op('u');
    for (int i = 0; i < 200_000; i++) {
      shared.text("k" + i).raw('h', 0);
    }
    assertRefused(() -> TorchCheckpoint.open(file(torch(shared.op('u').end()))));
  }

  @Test
  void zipsThatAreNoCheckpoints() {
    byte[] pickle = stateDict("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    Map<String, byte[]> members = torchMembers(pickle, floats(1));
    refuse(Fixtures.zip(members, ZipEntry.DEFLATED), "is compressed, accepted are stored tensors");
    members.put("other/data.pkl", pickle);
    refuse(Fixtures.stored(members), "2 parts named data.pkl");
    members = torchMembers(pickle, floats(1));
    members.put("archive/constants.pkl", new byte[4]);
    refuse(Fixtures.stored(members), "a TorchScript program");
    members = torchMembers(pickle, floats(1));
    members.put("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    refuse(Fixtures.stored(members), "not little endian");
    refuse(Fixtures.stored(Map.of("x", new byte[1])), "0 parts named data.pkl");
    refuse(torch(pickle), "no part 'archive/data/0'");
    byte[] whole = torch(pickle, floats(1));
    refuse(Arrays.copyOf(whole, whole.length - 30), "truncated");
  }

  @Test
  void aPickleThatUnpacksWithoutEnd() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a/data.pkl", new byte[(1 << 26) + 1]);
    refuse(Fixtures.zip(members, ZipEntry.DEFLATED), "accepted are up to 67108864");
  }

  @Test
  void aDamagedPickle() {
    byte[] pickle = stateDict("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    byte[] bytes = torch(pickle, floats(1));
    bytes["PK....................................archive/data.pkl".length() + 2]++;
    refuse(bytes, "is damaged: the checksum or size differs");
  }

  @Test
  void membersWhoseSizesLie() {
    byte[] pickle = stateDict("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    byte[] bytes = torch(pickle, floats(1));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int directoryEntry = text.lastIndexOf("archive/data/0") - 46;
    bytes[directoryEntry + 26] = 1; // 64 KiB unpacked
    refuse(bytes, "its part 'archive/data/0' has two different sizes");
    bytes[directoryEntry + 22] = 1; // and packed
    refuse(bytes, "it is truncated or no zip file");
  }

  @Test
  void zip64IsRead() throws IOException {
    byte[] pickle = stateDict("FloatStorage", 2, 0, new long[] {2}, new long[] {1});
    Path file = folder.resolve("w64.pth");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setUseZip64(Zip64Mode.Always);
      zip.setMethod(ZipEntry.STORED);
      for (Map.Entry<String, byte[]> member : torchMembers(pickle, floats(5, 6)).entrySet()) {
        zip.putArchiveEntry(new ZipArchiveEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeArchiveEntry();
      }
    }
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(readFloats(read, "w")).containsExactly(5, 6);
    }
  }
}
