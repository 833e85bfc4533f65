package dev.sprout.xar.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.UserError;
import dev.sprout.nn.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  private static final AutoencoderConfig SMALL =
      new AutoencoderConfig(32, 2, 32, List.of(1, 2), 1, 4, 1);

  @Test
  void shapesFollowTheConfiguration() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Autoencoder autoencoder = new Autoencoder(SMALL, Autoencoder.initialise(SMALL, 1, manager));
      NDArray image = new RandomStream(1).gaussian(manager, new Shape(2, 3, 32, 64));
      NDArray moments = autoencoder.encode(image);
      assertThat(moments.getShape()).isEqualTo(new Shape(2, 8, 8, 16));
      NDArray latents = Autoencoder.sample(moments, manager.zeros(new Shape(2, 4, 8, 16)));
      assertThat(autoencoder.decode(latents).getShape()).isEqualTo(image.getShape());
    }
  }

  @Test
  void divergenceEqualsTheClosedForm() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float mean = 0.7f;
      float logVariance = -1.3f;
      NDArray moments = manager.create(new float[] {mean, logVariance}, new Shape(1, 2, 1, 1));
      double expected = 0.5 * (mean * mean + Math.exp(logVariance) - 1 - logVariance);
      assertThat(Autoencoder.divergence(moments).getFloat())
          .isCloseTo((float) expected, org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void samplesHaveTheMomentsAskedFor() {
    try (NDManager manager = NDManager.newBaseManager()) {
      int count = 40_000;
      NDArray moments =
          manager
              .full(new Shape(1, 1, 1, count), 2f)
              .concat(manager.full(new Shape(1, 1, 1, count), (float) Math.log(0.25)), 1);
      NDArray noise = new RandomStream(5).gaussian(manager, new Shape(1, 1, 1, count));
      NDArray drawn = Autoencoder.sample(moments, noise);
      double mean = drawn.mean().getFloat();
      double deviation = Math.sqrt(drawn.sub((float) mean).square().mean().getFloat());
      assertThat(mean).isBetween(2 - 0.0125, 2 + 0.0125); // five standard errors
      assertThat(deviation).isBetween(0.5 - 0.009, 0.5 + 0.009);
    }
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new AutoencoderConfig(100, 4, 64, List.of(1, 2, 2), 1, 16, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("imageSize is 100")
        .hasMessageContaining("16");
  }
}
