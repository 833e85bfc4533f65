package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.ComputeDevice;
import org.junit.jupiter.api.Test;

class CodeUseTest {

  @Test
  void codesAreCountedAndTheirPerplexityIsThatOfTheirShares() {
    CodeUse use = use(3, 2, 7, 9, 7, 7, 7, 9);
    assertThat(use.codes()).isEqualTo(2);
    assertThat(use.perPosition()).isEqualTo((1 + 2) / 2.0);
    double entropy = -(4 / 6.0 * Math.log(4 / 6.0) + 2 / 6.0 * Math.log(2 / 6.0));
    assertThat(use.perplexity()).isCloseTo(Math.exp(entropy), within(1e-12));
  }

  @Test
  void equalSharesHaveThePerplexityOfTheirNumber() {
    assertThat(use(2, 4, 0, 1, 2, 3, 4, 5, 6, 7).perplexity()).isCloseTo(8, within(1e-12));
    assertThat(use(2, 4, 5, 5, 5, 5, 5, 5, 5, 5)).isEqualTo(new CodeUse(1, 1, 1));
  }

  private static CodeUse use(int pictures, int queries, long... ids) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      return CodeUse.of(manager.create(ids, new Shape(pictures, queries)));
    }
  }
}
