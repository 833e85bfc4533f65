package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.volumes.array.Nanometers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedStartTest {
  @TempDir Path folder;

  private static TokenUnifyConfig model(Integer... kernel) {
    return new TokenUnifyConfig(
        new MambaUnetConfig(List.of(4, 6, 8, 12), 16, List.of(kernel), 1, 3, 5),
        new BlockSides(16, 16, 16),
        Normalisation.MIN_MAX,
        TokenUnifyConfig.NEAREST,
        List.of(new Nanometers(10, 10, 10)),
        null);
  }

  private PretrainedStart written(TokenUnifyConfig config, Weights weights) {
    TokenUnifyFolder.write(folder, config, weights);
    return new PretrainedStart(TokenUnifyFolder.read(folder), PretrainedStart.Parts.NETWORK);
  }

  @Test
  void kernelsOfOneSectionBecomeTheMiddleOfThickerOnes() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      TokenUnifyConfig thin = model(1, 3, 3);
      TokenUnifyConfig thick = model(3, 3, 3);
      Weights begun = Weights.initialise(MambaUnet.parameters(thin.network()), 1, manager);
      PretrainedStart start = written(thin, begun);
      Weights read = start.folder().weights(manager); // as stored, in half precision
      Weights weights = Weights.initialise(MambaUnet.parameters(thick.network()), 2, manager);
      start.copyInto(weights, thick);
      for (String name : List.of("out.conv.conv.weight", "out.conv.conv.bias")) {
        TorchOps.assign(weights.get(name), read.get(name));
      }
      NDArray block = manager.randomUniform(0, 1, new Shape(1, 1, 16, 32, 32));
      NDArray before = new MambaUnet(thin.network(), read).forward(block);
      NDArray after = new MambaUnet(thick.network(), weights).forward(block);
      float size = before.abs().max().getFloat();
      assertThat(after.sub(before).abs().max().getFloat()).isLessThan(1e-4f * size);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 3, 1, 3, 3", "3, 3, 3, 5, 3, 3", "1, 3, 3, 1, 5, 5"})
  void otherKernelsAreRefused(int z, int y, int x, int askedZ, int askedY, int askedX) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      TokenUnifyConfig config = model(z, y, x);
      PretrainedStart start =
          written(config, Weights.initialise(MambaUnet.parameters(config.network()), 1, manager));
      TokenUnifyConfig asked = model(askedZ, askedY, askedX);
      Weights weights = Weights.initialise(MambaUnet.parameters(asked.network()), 2, manager);
      assertThatThrownBy(() -> start.copyInto(weights, asked))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("kernel");
    }
  }
}
