package dev.sprout.tokenunify.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Parity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MambaVerificationTest {
  private static final double TOLERANCE = 1e-4;

  @Test
  void scanAndItsGradientsEqualThePublishedOnes() {
    List<Check> checks = MambaVerification.scan(Parity.file("selective_scan.npz"));
    assertThat(checks).hasSize(10).allMatch(check -> check.within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "v2", "v3"})
  void blocksEqualThePublishedOnes(String kind) {
    List<Check> checks =
        MambaVerification.block(
            Parity.file("mamba_" + kind + ".safetensors"), Parity.file("mamba_" + kind + ".npz"));
    assertThat(checks).hasSize(1).allMatch(check -> check.within(TOLERANCE));
  }

  @Test
  void otherWeightsAreRefused() {
    assertThatThrownBy(
            () ->
                MambaVerification.block(
                    Parity.file("network_b.safetensors"), Parity.file("mamba_v3.npz")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no Mamba block");
  }
}
