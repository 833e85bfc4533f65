package dev.sprout.seed;

import static dev.sprout.seed.SeedNetworkTest.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import org.junit.jupiter.api.Test;

class NameMemoryTest {
  @Test
  void namesAreEmbeddedAnewOnceAnInterval() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(SeedNetwork.parameters(SMALL), 3, manager);
      SeedNetwork network = new SeedNetwork(SMALL, weights, Precision.FP32);
      NameMemory memory = new NameMemory(network, new Tiny().names(), 10, manager);
      memory.refresh(4); // the first step of a resumed run
      float[] first = memory.embeddings().toFloatArray();
      assertThat(memory.embeddings().getShape().getShape()).containsExactly(3, 12);
      for (int row = 0; row < 3; row++) {
        double norm = 0;
        for (int i = 0; i < 12; i++) {
          norm += first[12 * row + i] * first[12 * row + i];
        }
        assertThat(norm).isCloseTo(1, within(1e-5));
      }
      weights.get("text_proj.weight").muli(-1).addi(0.1);
      memory.refresh(10);
      assertThat(memory.embeddings().toFloatArray()).isEqualTo(first);
      memory.refresh(11);
      float[] second = memory.embeddings().toFloatArray();
      assertThat(second).isNotEqualTo(first);
      float[] alone =
          network.textEmbedding(TextBatch.of(new Tiny().names(), manager)).toFloatArray();
      assertThat(second).containsExactly(alone);
    }
  }
}
