package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.verify.Check;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeedVerificationTest {
  @Test
  void everyStageEqualsThePublishedOne() {
    List<Check> checks =
        SeedVerification.run(
            parity("config.json"), parity("seed_quantizer.pt"), parity("seed.npz"));
    assertThat(checks).hasSize(6).allMatch(check -> check.within(1e-3));
    assertThat(checks)
        .filteredOn(check -> check.name().equals("indices"))
        .allMatch(check -> check.difference() == 0);
  }

  static Path parity(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(SeedVerificationTest.class.getResource("/parity/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
