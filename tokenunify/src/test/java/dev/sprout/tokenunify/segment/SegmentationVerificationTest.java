package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentationVerificationTest {
  @Test
  void everyVoxelAndMergeIsAsRecorded() {
    List<Check> checks = SegmentationVerification.run(Vectors.file("postprocess.npz"));
    assertThat(checks).hasSize(38).allSatisfy(check -> assertThat(check.difference()).isZero());
  }
}
