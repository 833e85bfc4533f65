package dev.sprout.tokenunify.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsVerificationTest {
  @Test
  void oneSegmentation() {
    List<Check> checks = MetricsVerification.run(Vectors.file("segmentation_metrics.npz"));
    assertThat(checks).hasSize(7).allSatisfy(check -> assertThat(check.within(1e-9)).isTrue());
  }

  @Test
  void everyRecordedSegmentation() {
    List<Check> checks =
        MetricsVerification.run(
            Vectors.file("metrics.json"),
            Vectors.file("postprocess.npz"),
            Vectors.file("multicut.npz"));
    assertThat(checks).hasSizeGreaterThan(500).filteredOn(check -> !check.within(1e-9)).isEmpty();
  }
}
