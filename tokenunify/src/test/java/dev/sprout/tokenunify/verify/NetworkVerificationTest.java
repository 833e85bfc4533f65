package dev.sprout.tokenunify.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Parity;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkVerificationTest {
  @Test
  void weightedLossOfThreeOutputsEqualsThePublishedNetwork() {
    List<Check> checks =
        NetworkVerification.run(Parity.file("network_a.safetensors"), Parity.file("network_a.npz"));
    assertThat(checks).hasSize(43).allMatch(NetworkVerificationTest::within);
  }

  @Test
  void checkpointOfOneOutputEqualsThePublishedNetwork() {
    List<Check> checks =
        NetworkVerification.run(
            Parity.file("network_b_checkpoint-7.pth"), Parity.file("network_b.npz"));
    assertThat(checks).hasSize(43).allMatch(NetworkVerificationTest::within);
  }

  /** Parts of five voxels are the least exact: normalisation divides by their small spread. */
  private static boolean within(Check check) {
    return switch (check.name()) {
      case "output" -> check.within(1e-4);
      case "loss" -> check.within(1e-6);
      default -> check.within(check.name().startsWith("grad.") ? 2e-3 : 1e-3);
    };
  }

  @Test
  void otherWeightsAreRefused() {
    assertThatThrownBy(
            () ->
                NetworkVerification.run(
                    Parity.file("mamba_v3.safetensors"), Parity.file("network_b.npz")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no TokenUnify network");
  }
}
