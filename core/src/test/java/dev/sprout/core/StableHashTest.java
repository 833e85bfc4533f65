package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableHashTest {
  @Test
  void hashesAreThePublishedOnes() {
    assertThat(StableHash.fnv1a("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(StableHash.fnv1a("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(StableHash.fnv1a("foobar")).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void theGivenShareOfTextsIsChosen() {
    long chosen =
        IntStream.range(0, 20_000).filter(i -> StableHash.chooses("text " + i, 10)).count();
    assertThat(chosen / 20_000.0).isBetween(0.09, 0.11);
    assertThat(StableHash.chooses("any", 0)).isFalse();
    assertThat(StableHash.chooses("any", 100)).isTrue();
  }
}
