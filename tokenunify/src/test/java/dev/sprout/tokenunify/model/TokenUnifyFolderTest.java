package dev.sprout.tokenunify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.tasks.PretrainingTask;
import dev.sprout.volumes.array.Nanometers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenUnifyFolderTest {
  private static final MambaUnetConfig NETWORK =
      new MambaUnetConfig(List.of(4, 4, 4, 4), 4, List.of(1, 3, 3), 1, 1, 5);
  private static final BlockSides BLOCK = new BlockSides(16, 32, 32);
  private static final TokenUnifyConfig CONFIG =
      new TokenUnifyConfig(
          NETWORK,
          BLOCK,
          Normalisation.MIN_MAX,
          List.of(),
          List.of(new Nanometers(29.5, 4, 4)),
          0.75);

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadInHalfPrecision() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(PretrainingTask.parameters(NETWORK, BLOCK), 1, manager);
      TokenUnifyFolder.write(folder, CONFIG, weights);
      TokenUnifyFolder read = TokenUnifyFolder.read(folder);
      assertThat(read).isEqualTo(new TokenUnifyFolder(folder, CONFIG));
      Weights half = read.weights(manager);
      assertThat(half.arrays()).hasSize(MambaUnet.parameters(NETWORK).size());
      half.arrays()
          .forEach(
              (name, array) -> {
                float[] whole = weights.get(name).toFloatArray();
                float[] rounded = array.toFloatArray();
                for (int i = 0; i < whole.length; i++) { // 11 bits, or the least subnormal number
                  float most = Math.max(Math.abs(whole[i]) * 0x1p-11f, 0x1p-25f);
                  assertThat(Math.abs(rounded[i] - whole[i])).isLessThanOrEqualTo(most);
                }
              });
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    assertThatThrownBy(() -> TokenUnifyFolder.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no TokenUnify network");
    Files.writeString(folder.resolve("config.json"), "{\"network\": 1}");
    assertThatThrownBy(() -> TokenUnifyFolder.read(folder)).hasMessageContaining("network is 1");
    assertThatThrownBy(
            () ->
                new TokenUnifyConfig(
                    NETWORK,
                    BLOCK,
                    Normalisation.MIN_MAX,
                    TokenUnifyConfig.NEAREST,
                    List.of(),
                    null))
        .hasMessage("offsets are 3, but the network has 1 outputs");
    assertThatThrownBy(
            () ->
                new TokenUnifyConfig(
                    NETWORK,
                    new BlockSides(16, 30, 32),
                    Normalisation.MIN_MAX,
                    List.of(),
                    List.of(),
                    null))
        .hasMessage("block is 16×30×32; accepted is sides that are multiples of 16");
  }
}
