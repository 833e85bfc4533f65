package dev.sprout.seed;

import static dev.sprout.seed.SeedNetworkTest.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedInitialisationTest {
  @Test
  void everyPatchHasAPositionOfItsOwnOnAUnitTorus() {
    float[] table = SeedInitialisation.positions(SMALL);
    int width = SMALL.visionWidth();
    assertThat(Arrays.copyOf(table, width)).containsOnly(0);
    Set<List<Float>> rows = new HashSet<>();
    for (int token = 1; token < SMALL.visionTokens(); token++) {
      Float[] row = new Float[width];
      double squares = 0;
      for (int i = 0; i < width; i++) {
        row[i] = table[token * width + i];
        squares += row[i] * row[i];
      }
      assertThat(squares).isCloseTo(width / 2.0, within(1e-4)); // pairs of sine and cosine
      rows.add(List.of(row));
    }
    assertThat(rows).hasSize(SMALL.visionTokens() - 1);
  }

  @Test
  void equalSeedsGiveEqualWeightsAndPositionsDontDependOnThem() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights first = SeedInitialisation.weights(SMALL, 1, manager);
      Weights again = SeedInitialisation.weights(SMALL, 1, manager);
      Weights other = SeedInitialisation.weights(SMALL, 2, manager);
      first.arrays().forEach((name, array) -> assertThat(array).isEqualTo(again.get(name)));
      assertThat(other.get("query_tokens")).isNotEqualTo(first.get("query_tokens"));
      assertThat(other.get("visual_encoder.pos_embed"))
          .isEqualTo(first.get("visual_encoder.pos_embed"));
      assertThat(first.arrays().keySet())
          .containsExactlyElementsOf(
              SeedNetwork.parameters(SMALL).stream().map(each -> each.name()).toList());
    }
  }
}
