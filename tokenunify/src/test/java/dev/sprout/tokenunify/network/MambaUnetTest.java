package dev.sprout.tokenunify.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MambaUnetTest {
  /** The paper's sizes, in millions to two decimals; the smallest was counted in published code. */
  @ParameterizedTest
  @CsvSource({"BASE, 28.30", "SMALL, 112.53", "MID, 206.58", "LARGE, 506.57", "HUGE, 1008.91"})
  void namedSizesHaveThePublishedNumberOfParameters(NetworkSize size, String millions) {
    long count = MambaUnet.parameterCount(size.config(3));
    assertThat("%.2f".formatted(count / 1e6)).isEqualTo(millions);
  }

  @Test
  void baseIsExact() {
    assertThat(MambaUnet.parameterCount(NetworkSize.BASE.config(3))).isEqualTo(28_296_131);
    assertThat(
            NextPatchHead.parameters(new BlockSides(16, 160, 160)).stream()
                .mapToLong(p -> p.shape().size())
                .sum())
        .isEqualTo(824_785);
  }

  /** Sides of a power of two leave slices of the third scan order that are not full. */
  @Test
  void anyMultipleOfSixteenWorks() {
    MambaUnetConfig config =
        new MambaUnetConfig(List.of(4, 6, 8, 12), 16, List.of(1, 3, 3), 1, 3, 5);
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(MambaUnet.parameters(config), 1, manager);
      MambaUnet network = new MambaUnet(config, weights);
      NDArray block = manager.randomUniform(0, 1, new Shape(2, 1, 16, 32, 48));
      NDArray map = network.forward(block);
      assertThat(map.getShape()).isEqualTo(new Shape(2, 3, 16, 32, 48));
      assertThat(map.isInfinite().any().getBoolean() || map.isNaN().any().getBoolean()).isFalse();
      NDArray wrong = manager.zeros(new Shape(1, 1, 16, 24, 32));
      assertThatThrownBy(() -> network.forward(wrong))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("multiples of 16");
    }
  }

  /** Bfloat16 has eight significant bits; what they change must be small, but there. */
  @Test
  void kernelsInBfloat16GiveNearlyTheSameMap() {
    MambaUnetConfig config =
        new MambaUnetConfig(List.of(4, 6, 8, 12), 16, List.of(3, 3, 3), 1, 3, 5);
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(MambaUnet.parameters(config), 1, manager);
      Weights rounded = MambaUnet.withBfloat16Kernels(weights, manager);
      NDArray block = manager.randomUniform(0, 1, new Shape(1, 1, 16, 32, 32));
      NDArray exact = new MambaUnet(config, weights).forward(block);
      NDArray near = new MambaUnet(config, rounded).forward(block);
      float apart = near.sub(exact).square().mean().sqrt().getFloat();
      float size = exact.square().mean().sqrt().getFloat();
      assertThat(apart / size).isBetween(1e-5f, 3e-2f);
      assertThat(rounded.get("out.conv.conv.weight")).isSameAs(weights.get("out.conv.conv.weight"));
    }
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> new MambaUnetConfig(List.of(1, 2), 4, List.of(1, 3, 3), 1, 1, 5))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new MambaUnetConfig(List.of(1, 2, 3, 4), 4, List.of(2, 3, 3), 1, 1, 5))
        .isInstanceOf(UserError.class);
  }
}
