package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static dev.sprout.nn.weights.Fixtures.floats;
import static dev.sprout.nn.weights.PickleAssembler.protocol;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the layout of PyTorch before 1.6. */
class PlainTorchFileTest {
  private static final int[] MAGIC = {
    0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19
  };

  @TempDir Path folder;

  /** A file of the vectors a = 1, 2 in storage 11 and b = 3 in storage 22, stored b first. */
  private static byte[] file(int bLength, boolean littleEndian, int... lastBytes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(protocol(2).raw(MAGIC).end());
    file.writeBytes(protocol(2).raw('M', 0xe9, 3).end());
    int truth = littleEndian ? 0x88 : 0x89;
    file.writeBytes(protocol(2).raw('}').text("little_endian").raw(truth, 's').end());
    file.writeBytes(
        protocol(2)
            .orderedDict()
            .op('(')
            .text("a")
            .oldVector("11", 2)
            .text("b")
            .oldVector("22", 1)
            .op('u')
            .end());
    file.writeBytes(protocol(2).raw(']', '(').text("22").text("11").op('e').end());
    file.writeBytes(new PickleAssembler().little(bLength, Long.BYTES).bytes());
    file.writeBytes(floats(3));
    file.writeBytes(new PickleAssembler().little(2, Long.BYTES).bytes());
    file.writeBytes(floats(1, 2));
    file.writeBytes(new PickleAssembler().raw(lastBytes).bytes());
    return file.toByteArray();
  }

  private void refuse(byte[] content, String reason) {
    Path file = Fixtures.write(folder, "w.pth", content);
    assertRefused(() -> WeightFile.open(file))
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void tensorsInTheOrderOfTheStorages() {
    Path path = Fixtures.write(folder, "w.pth", file(1, true));
    try (WeightFile read = WeightFile.open(path)) {
      assertThat(read.tensors().keySet()).containsExactly("a", "b");
      assertThat(Fixtures.readFloats(read, "a")).containsExactly(1, 2);
      assertThat(Fixtures.readFloats(read, "b")).containsExactly(3);
    }
  }

  @Test
  void damage() {
    refuse(file(2, true), "another length than its tensors say");
    refuse(file(1, false), "not little endian");
    refuse(file(1, true, 0), "1 bytes behind its last storage");
    byte[] good = file(1, true);
    refuse(Arrays.copyOf(good, good.length - 1), "it is truncated");
    refuse(Arrays.copyOf(good, 40), "truncated");
    good[5] = 0;
    refuse(good, "not of PyTorch");
  }
}
