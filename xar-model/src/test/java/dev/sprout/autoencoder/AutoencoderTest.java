package dev.sprout.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.TorchOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  private static final AutoencoderConfig SMALL =
      new AutoencoderConfig(32, 2, 32, List.of(1, 2), 1, 4, 1);

  @Test
  void shapesFollowTheConfiguration() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Autoencoder autoencoder = new Autoencoder(SMALL, Autoencoder.initialise(SMALL, 1, manager));
      NDArray image = GaussianNoise.draw(new RandomStream(1), manager, new Shape(2, 3, 32, 64));
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
      NDArray noise = GaussianNoise.draw(new RandomStream(5), manager, new Shape(1, 1, 1, count));
      NDArray drawn = Autoencoder.sample(moments, noise);
      double mean = drawn.mean().getFloat();
      double deviation = Math.sqrt(drawn.sub((float) mean).square().mean().getFloat());
      assertThat(mean).isBetween(2 - 0.0125, 2 + 0.0125); // five standard errors
      assertThat(deviation).isBetween(0.5 - 0.009, 0.5 + 0.009);
    }
  }

  @Test
  void reconstructionTeachesTheEncoder() {
    try (NDManager manager = NDManager.newBaseManager();
        Weights weights = Autoencoder.initialise(SMALL, 1, manager)) {
      Autoencoder autoencoder = new Autoencoder(SMALL, weights);
      NDArray image = GaussianNoise.draw(new RandomStream(1), manager, new Shape(1, 3, 8, 8));
      NDArray bias = weights.get("encoder.conv_in.bias");
      bias.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(error(autoencoder, image));
      }
      float gradient = bias.getGradient().getFloat(0);
      float step = 1e-2f;
      double rise = 0;
      for (int sign : new int[] {1, -1}) {
        bias.set(new NDIndex(0), sign * step);
        rise += sign * error(autoencoder, image).getFloat();
      }
      assertThat(Math.abs(gradient)).isGreaterThan(1e-5f);
      assertThat(gradient).isCloseTo((float) (rise / (2 * step)), withPercentage(2));
    }
  }

  private static NDArray error(Autoencoder autoencoder, NDArray image) {
    NDArray moments = autoencoder.encode(image);
    NDArray latents = Autoencoder.sample(moments, image.getManager().zeros(new Shape(1, 4, 2, 2)));
    return TorchOps.meanSquaredError(autoencoder.decode(latents), image);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new AutoencoderConfig(100, 4, 64, List.of(1, 2, 2), 1, 16, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("imageSize is 100")
        .hasMessageContaining("16");
  }
}
