package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.RandomStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedDropoutTest {

  @Test
  void lengthsArePowersOfTwoAndTheWhole() {
    assertThat(new NestedDropout(32).lengths()).containsExactly(1, 2, 4, 8, 16, 32);
    assertThat(new NestedDropout(6).lengths()).containsExactly(1, 2, 4, 6);
    assertThat(new NestedDropout(1).lengths()).containsExactly(1);
  }

  /** Of 6,000 draws each length has 1,000, within five standard deviations of 29. */
  @Test
  void lengthsAreDrawnEquallyOften() {
    NestedDropout dropout = new NestedDropout(32);
    List<Integer> drawn = dropout.draw(6000, new RandomStream(1));
    for (int length : dropout.lengths()) {
      assertThat(Collections.frequency(drawn, length)).isBetween(855, 1145);
    }
  }
}
