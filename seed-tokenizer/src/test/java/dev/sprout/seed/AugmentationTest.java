package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final NDArray pictures =
      GaussianNoise.draw(new RandomStream(1), manager, new Shape(2, 3, 8, 8)).tanh();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void strengthNothingChangesNothing() {
    float[] before = pictures.toFloatArray();
    float[] after = Augmentation.of(pictures, 0, new RandomStream(1)).toFloatArray();
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-5f));
    }
  }

  @Test
  void equalSeedsGiveEqualViewsWithinTheRange() {
    float[] view = view(1);
    assertThat(view).isEqualTo(view(1)).isNotEqualTo(view(2));
    for (float value : view) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }

  private float[] view(long seed) {
    return Augmentation.of(pictures, 2, new RandomStream(seed)).toFloatArray();
  }

  /** Where a picture has one colour its place doesn't matter: value · gain + offset. */
  @Test
  void lightChangesWholeChannels() {
    NDArray grey = manager.ones(new Shape(1, 3, 8, 8)).mul(0.25);
    float[] view = Augmentation.of(grey, 1, new RandomStream(3)).toFloatArray();
    for (int channel = 0; channel < 3; channel++) {
      float first = view[64 * channel];
      assertThat(first).isNotEqualTo(0.25f).isBetween(0.25f * 0.8f - 0.1f, 0.25f * 1.2f + 0.1f);
      for (int i = 0; i < 64; i++) {
        assertThat(view[64 * channel + i]).isCloseTo(first, within(1e-5f));
      }
    }
  }
}
