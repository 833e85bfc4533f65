package dev.sprout.xar.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.flow.Guidance;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarConfig;
import org.junit.jupiter.api.Test;

/** What a prefix adds to the operations of a picture. */
class XarCostTest {
  private static final int WIDTH = 32;
  private static final int STEPS = 10;
  private static final XarConfig PLAIN = new XarConfig(4, 4, 3, WIDTH, 2, 1, 2, 1, "cell 2", 9);
  private static final XarConfig PREFIXED = PLAIN.withPrefix(new PrefixConfig(6, 6));

  /** Six ids of twice three numbers cost as much as six tokens of three channels, in and out. */
  @Test
  void idsCostWhatTokensDo() {
    XarConfig tokens = new XarConfig(2, 3, 3, WIDTH, 2, 1, 2, 1, "image", 9);
    double modulations = 2.0 * WIDTH * PREFIXED.modulations();
    assertThat(new XarCost(PREFIXED).prefix())
        .isEqualTo(new XarCost(tokens).evaluation(0) + modulations);
    assertThat(new XarCost(PLAIN).prefix()).isZero();
  }

  /** Scores and mixed values of six more positions, multiplied and added over the width. */
  @Test
  void everyPositionAttendsToTheIds() {
    double more = new XarCost(PREFIXED).evaluation(1) - new XarCost(PLAIN).evaluation(1);
    assertThat(more).isEqualTo(2.0 * 3 * 4 * (2 * 6 * WIDTH));
  }

  @Test
  void guidanceTakesASecondPass() {
    XarCost prefixed = new XarCost(PREFIXED);
    XarCost plain = new XarCost(PLAIN);
    double attention = prefixed.evaluation(0) - plain.evaluation(0); // alike for every entity
    double evaluations = 4 * STEPS + 3; // and three finished entities are cached
    assertThat(prefixed.picture(STEPS, Guidance.constant(1)))
        .isCloseTo(
            plain.picture(STEPS, Guidance.constant(1))
                + prefixed.prefix()
                + evaluations * attention,
            within(1.0));
    assertThat(prefixed.picture(STEPS, Guidance.constant(2)))
        .isCloseTo(
            plain.picture(STEPS, Guidance.constant(2))
                + 2 * (prefixed.prefix() + evaluations * attention),
            within(1.0));
  }
}
