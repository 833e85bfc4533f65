package dev.sprout.tokenunify.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Parity;
import java.util.List;
import org.junit.jupiter.api.Test;

class PretrainingVerificationTest {
  @Test
  void tasksEqualThePublishedOnes() {
    List<Check> checks = PretrainingVerification.run(Parity.file("pretrain_tasks.npz"));
    assertThat(checks).hasSize(16).allMatch(check -> check.within(1e-6));
  }

  @Test
  void affinitiesEqualThePublishedOnes() {
    List<Check> checks = AffinityVerification.run(Parity.file("affinities.npz"));
    assertThat(checks).hasSize(14).allMatch(check -> check.within(1e-6));
  }
}
