package dev.sprout.seed;

import static dev.sprout.seed.SeedNetworkTest.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodebookRevivalTest {
  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final Weights weights = Weights.initialise(SeedNetwork.parameters(SMALL), 3, manager);
  private final SeedNetwork network = new SeedNetwork(SMALL, weights, Precision.FP32);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void deadCodesBecomeVectorsOfTheBatchAndLivingOnesStay() {
    NDArray vectors =
        GaussianNoise.draw(new RandomStream(2), manager, new Shape(2, 3, SMALL.codeWidth()));
    Set<Long> used = CodebookRevival.used(network.quantiser().ids(vectors));
    List<List<Float>> before = rows(weights.get(VectorQuantiser.CODEBOOK));
    int dead = new CodebookRevival(network, weights).resetDeadCodes(vectors, new RandomStream(1));
    assertThat(dead).isEqualTo(SMALL.codes() - used.size());
    List<List<Float>> after = rows(weights.get(VectorQuantiser.CODEBOOK));
    Set<List<Float>> batch = new HashSet<>(rows(vectors));
    int replaced = 0;
    for (int code = 0; code < SMALL.codes(); code++) {
      boolean changed = !after.get(code).equals(before.get(code));
      assertThat(changed && used.contains((long) code)).isFalse();
      if (changed) {
        assertThat(batch.remove(after.get(code))).as("each vector once").isTrue();
        replaced++;
      }
    }
    assertThat(replaced).isEqualTo(Math.min(dead, 6));
    assertThat(network.quantiser().embeddings(network.quantiser().ids(vectors))).isEqualTo(vectors);
  }

  private static List<List<Float>> rows(NDArray array) {
    float[] values = array.toFloatArray();
    int width = SMALL.codeWidth();
    Float[][] rows = new Float[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return Arrays.stream(rows).map(List::of).toList();
  }
}
