package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
  /** Ids 0 to 4 with 0.1, 0.4, 0, 0.3 and 0.2. */
  private static final float[] ROW = logs(0.1, 0.4, 0, 0.3, 0.2);

  @Test
  void allIdsButImpossibleOnes() {
    TokenSampler.Candidates all = candidates(1, 1, 0);
    assertThat(all.ids()).containsExactly(1, 3, 4, 0);
    assertThat(all.probabilities())
        .containsExactly(new double[] {0.4, 0.3, 0.2, 0.1}, offset(1e-6));
  }

  @Test
  void theFewestIdsThatHoldP() {
    assertThat(candidates(1, 0.39, 0).ids()).containsExactly(1);
    assertThat(candidates(1, 0.41, 0).ids()).containsExactly(1, 3);
    assertThat(candidates(1, 0.71, 0).ids()).containsExactly(1, 3, 4);
    assertThat(candidates(1, 0.5, 0).probabilities())
        .containsExactly(new double[] {4 / 7.0, 3 / 7.0}, offset(1e-6));
    assertThat(candidates(1, 1e-9, 0).ids()).containsExactly(1);
  }

  @Test
  void theKLikeliestIds() {
    assertThat(candidates(1, 1, 2).ids()).containsExactly(1, 3);
    assertThat(candidates(1, 1, 99).ids()).hasSize(4);
    // of the two kept, the first alone holds 4/7
    assertThat(candidates(1, 0.5, 2).ids()).containsExactly(1);
  }

  @Test
  void temperatureIsAPowerOfProbabilities() {
    double[] probabilities = candidates(0.5, 1, 0).probabilities();
    assertThat(probabilities)
        .containsExactly(new double[] {16 / 30.0, 9 / 30.0, 4 / 30.0, 1 / 30.0}, offset(1e-6));
  }

  @Test
  void drawsFollowTheProbabilities() {
    TokenSampler sampler = new TokenSampler(new Decoding(1, 1, 0, 1, 1, 0));
    RandomStream random = new RandomStream(5);
    int[] counts = new int[5];
    for (int i = 0; i < 20_000; i++) {
      counts[sampler.draw(ROW, random)]++;
    }
    assertThat(counts[2]).isZero();
    assertThat(counts[1] / 20_000.0).isCloseTo(0.4, offset(0.015));
    assertThat(counts[0] / 20_000.0).isCloseTo(0.1, offset(0.01));
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheLikeliest() {
    TokenSampler sampler = new TokenSampler(Decoding.greedy(1));
    assertThat(sampler.draw(logs(0.2, 0.4, 0.4), new RandomStream(1))).isEqualTo(1);
  }

  @Test
  void resultsThatAreNoNumbersAreRefused() {
    float[] row = {Float.NaN, Float.NEGATIVE_INFINITY, Float.NaN};
    for (double temperature : new double[] {0, 1}) {
      TokenSampler sampler = new TokenSampler(new Decoding(temperature, 1, 0, 1, 1, 0));
      assertRefused(() -> sampler.draw(row, new RandomStream(1)), "no numbers");
    }
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertRefused(() -> new Decoding(-1, 1, 0, 1, 5, 0), "temperature is -1.0");
    assertRefused(() -> new Decoding(1, 0, 0, 1, 5, 0), "topP is 0.0");
    assertRefused(() -> new Decoding(1, 1, -1, 1, 5, 0), "topK is -1");
    assertRefused(() -> new Decoding(1, 1, 0, 4, 5, 0), "beam search doesn't sample");
    assertRefused(() -> new Decoding(0, 1, 0, 65, 5, 0), "beams is 65");
    assertRefused(() -> new Decoding(1, 1, 0, 1, 0, 0), "maxNew is 0");
  }

  private static TokenSampler.Candidates candidates(double temperature, double topP, int topK) {
    return new TokenSampler(new Decoding(temperature, topP, topK, 1, 1, 0)).candidates(ROW);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String part) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContaining(part);
  }

  private static float[] logs(double... probabilities) {
    float[] logs = new float[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(probabilities[i]);
    }
    return logs;
  }
}
