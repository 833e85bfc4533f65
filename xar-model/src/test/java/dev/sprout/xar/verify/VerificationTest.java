package dev.sprout.xar.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.Parity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  private static final int HEADS = 4;

  @Test
  void trainingStepEqualsThePublishedOne() {
    List<Check> checks =
        XarVerification.run(Parity.file("model.safetensors"), Parity.file("train_step.npz"), HEADS);
    assertThat(checks).hasSize(11);
    assertThat(checks).allMatch(check -> check.within(Parity.TOLERANCE));
  }

  @Test
  void bothSamplersEqualThePublishedOnesAtEveryGuidance() {
    List<Check> checks =
        XarVerification.run(Parity.file("checkpoint-last.pth"), Parity.file("sampling.npz"), HEADS);
    assertThat(checks).hasSize(4);
    assertThat(checks).allMatch(check -> check.within(Parity.TOLERANCE));
  }

  @Test
  void autoencoderEqualsThePublishedOne() {
    List<Check> checks =
        AutoencoderVerification.run(Parity.file("kl16.ckpt"), Parity.file("vae.npz"));
    assertThat(checks).extracting(Check::name).containsExactly("moments", "decoded");
    assertThat(checks).allMatch(check -> check.within(Parity.TOLERANCE));
  }

  @Test
  void aWeightThatIsOffIsFound(@TempDir Path folder) {
    Path file = folder.resolve("off.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights weights = Parity.xarWeights(manager);
      weights.get("pred.bias").addi(0.01f);
      weights.save(file, TensorType.F32, Map.of());
    }
    List<Check> checks = XarVerification.run(file, Parity.file("train_step.npz"), HEADS);
    assertThat(checks)
        .filteredOn(check -> check.name().equals("velocity"))
        .singleElement()
        .satisfies(check -> assertThat(check.within(Parity.TOLERANCE)).isFalse());
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(
            () -> XarVerification.run(Parity.file("kl16.ckpt"), Parity.file("train_step.npz"), 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no xAR network");
    assertThatThrownBy(
            () ->
                AutoencoderVerification.run(
                    Parity.file("model.safetensors"), Parity.file("vae.npz")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no KL autoencoder");
  }

  @Test
  void aNumberThatIsNoneIsNeverWithin() {
    assertThat(new Check("x", Double.NaN).within(1e9)).isFalse();
  }
}
