package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedFolderTest {
  @TempDir private Path folder;
  private final NDManager manager = ComputeDevice.CPU.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aFolderIsReadAsItWasWritten() {
    Weights weights = Weights.initialise(SeedNetwork.parameters(SeedNetworkTest.SMALL), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, weights);
    SeedFolder read = SeedFolder.of(folder);
    assertThat(read.config()).isEqualTo(SeedNetworkTest.SMALL);
    Weights again = read.weights(manager);
    assertThat(again.arrays().keySet()).isEqualTo(weights.arrays().keySet());
    float[] exact = weights.get("quantize.embedding.weight").toFloatArray();
    float[] rounded = again.get("quantize.embedding.weight").toFloatArray();
    for (int i = 0; i < exact.length; i++) {
      assertThat(rounded[i]).isCloseTo(exact[i], org.assertj.core.api.Assertions.within(1e-3f));
    }
  }

  @Test
  void releasedNamesAreAFolderToo() throws IOException {
    Files.copy(
        SeedVerificationTest.parity("seed_quantizer.pt"), folder.resolve("seed_quantizer.pt"));
    // widths of 48 and 64 have no heads of 88: the sizes are refused, not guessed
    assertThatThrownBy(() -> SeedFolder.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("visionHeads is 0");
  }

  @Test
  void aFolderOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> SeedFolder.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json");
    Weights other = Weights.initialise(SeedNetwork.parameters(larger()), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, other);
    SeedFolder files = SeedFolder.of(folder);
    assertThatThrownBy(() -> files.weights(manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quantize.embedding.weight");
  }

  private static SeedConfig larger() {
    return new SeedConfig(
        32, 8, 24, 2, 3, 48, 32, true, 16, 4, 2, 32, 48, 8, 1, List.of(12, 4), 0, 20, 40, 8, 12);
  }
}
