package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PictureNoiseTest {
  private static final Shape PICTURE = new Shape(1, 3, 5); // odd, so that a spare Gaussian is kept

  @Test
  void eachPictureGetsTheNoiseItGetsAlone() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NoiseSource batch = noise(7, 8, 9);
      for (int draw = 0; draw < 3; draw++) {
        float[] together = batch.next(manager, new Shape(3, 3, 5)).toFloatArray();
        for (int b = 0; b < 3; b++) {
          float[] own = Arrays.copyOfRange(together, b * 15, (b + 1) * 15);
          assertThat(own).containsExactly(alone(manager, 7 + b, draw));
        }
      }
    }
  }

  @Test
  void picturesAndDrawsDiffer() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(alone(manager, 7, 0)).isNotEqualTo(alone(manager, 8, 0));
      assertThat(alone(manager, 7, 0)).isNotEqualTo(alone(manager, 7, 1));
    }
  }

  @Test
  void refusesAnotherBatchSize() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> noise(1, 2).next(manager, new Shape(3, 4)))
          .withMessage("noise of shape (3, 4) asked from streams for 2 pictures");
      assertThatIllegalArgumentException().isThrownBy(() -> noise(1).next(manager, new Shape()));
    }
  }

  @Test
  void noneRefuses() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalStateException().isThrownBy(() -> NoiseSource.none().next(manager, PICTURE));
    }
  }

  private static NoiseSource noise(long... seeds) {
    List<NormalStream> streams = LongStream.of(seeds).mapToObj(NormalStream::of).toList();
    return new PictureNoise(streams);
  }

  /** The given draw of a picture in a batch of one. */
  private static float[] alone(NDManager manager, long seed, int draw) {
    NoiseSource single = noise(seed);
    for (int i = 0; i < draw; i++) {
      single.next(manager, PICTURE);
    }
    return single.next(manager, PICTURE).toFloatArray();
  }
}
