package dev.sprout.xar.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentTokensTest {

  @Test
  void patchesFoldNeighboursIntoOneToken() {
    LatentTokens tokens = new LatentTokens(new XarConfig(2, 4, 2, 8, 1, 1, 2, 2, "cell 1", 1));
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray latents = manager.arange(0f, 16f).reshape(1, 2, 2, 4);
      NDArray sequence = tokens.sequence(latents);
      assertThat(sequence.getShape()).isEqualTo(new Shape(1, 2, 8));
      assertThat(sequence.toFloatArray())
          .containsExactly(0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void latentsComeBack(String entity) {
    LatentTokens tokens = new LatentTokens(new XarConfig(8, 16, 3, 8, 1, 1, 2, 2, entity, 1));
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray latents = manager.arange(0f, 768f).reshape(2, 3, 8, 16);
      assertThat(tokens.latents(tokens.sequence(latents))).isEqualTo(latents);
    }
  }
}
