package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.language.PictureGrammar.Answer;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.UserError;
import dev.sprout.nn.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final float FORBIDDEN = Float.NEGATIVE_INFINITY;

  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final LlamaNetwork network = TinyLlama.network(manager);
  private final Decoder decoder = new Decoder(network, manager);

  @AfterEach
  void close() {
    manager.close();
  }

  private static PictureGrammar grammar(Answer answer) {
    return new PictureGrammar(TinyLlama.PICTURES, TinyLlama.END, answer);
  }

  private int[] continuation(Answer answer, Decoding decoding, int... prompt) {
    return continuation(0, answer, decoding, prompt);
  }

  private int[] continuation(long seed, Answer answer, Decoding decoding, int... prompt) {
    return decoder
        .continuations(List.of(prompt), grammar(answer), decoding, k -> new RandomStream(seed + k))
        .get(0);
  }

  @Test
  void aPictureIsAlwaysThirtyTwoCodesAndItsMark() {
    for (long seed = 0; seed < 20; seed++) {
      Decoding decoding = Decoding.sampling(2, 1, 60);
      int[] ids = continuation(seed, Answer.PICTURE, decoding, 1, 5, 28);
      assertThat(ids).hasSize(33);
      assertThat(ids[32]).isEqualTo(29);
      assertThat(Arrays.stream(ids, 0, 32).allMatch(id -> id >= 12 && id < 28)).isTrue();
    }
  }

  @Test
  void wordsHaveNoPictureInThem() {
    for (long seed = 0; seed < 20; seed++) {
      int[] ids = continuation(seed, Answer.WORDS, Decoding.sampling(3, 1, 60), 1, 5);
      assertThat(Arrays.stream(ids).allMatch(id -> id >= 2 && id < 12)).isTrue();
      int end = IntStream.range(0, ids.length).filter(i -> ids[i] == 2).findFirst().orElse(59);
      assertThat(ids.length).isEqualTo(end + 1);
    }
  }

  @Test
  void picturesAmongWordsAreWhole() {
    Set<Integer> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      int[] ids = continuation(seed, Answer.BOTH, Decoding.sampling(3, 1, 100), 1, 5);
      for (int i = 0; i < ids.length; i++) {
        seen.add(ids[i]);
        if (ids[i] == 28) {
          for (int j = i + 1; j < Math.min(ids.length, i + 33); j++) {
            assertThat(ids[j]).isBetween(12, 27);
          }
          i += 33;
          assertThat(i >= ids.length || ids[i] == 29).isTrue();
        } else {
          assertThat(ids[i]).isBetween(2, 11);
        }
      }
    }
    assertThat(seen).contains(28);
  }

  @Test
  void greedyTakesWhatTheWholeSequenceScoresBest() {
    int[] prompt = {1, 5, 28};
    int[] ids = continuation(Answer.PICTURE, Decoding.greedy(40), prompt);
    long[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(ids)).asLongStream().toArray();
    NDArray scores = network.logits(manager.create(all, new Shape(1, all.length)));
    for (int i = 0; i < 32; i++) {
      float[] row = scores.get(0, prompt.length + i - 1).toFloatArray();
      grammar(Answer.PICTURE).constrain(i, row);
      assertThat(ids[i]).isEqualTo(Choice.best(row));
    }
  }

  @Test
  void aBatchOfDifferentLengthsGivesWhatItsPromptsGive() {
    List<int[]> prompts =
        List.of(new int[] {1, 4, 28}, new int[] {1, 9, 3, 28}, new int[] {1, 7, 28});
    Decoding decoding = Decoding.sampling(1, 0.9, 40);
    List<int[]> together =
        decoder.continuations(
            prompts, grammar(Answer.PICTURE), decoding, k -> new RandomStream(11 + k));
    for (int i = 0; i < prompts.size(); i++) {
      int[] alone = continuation(11 + i, Answer.PICTURE, decoding, prompts.get(i));
      assertThat(alone).isEqualTo(together.get(i));
    }
    assertThat(together.get(0)).isNotEqualTo(together.get(2));
  }

  @Test
  void beamsFindSequencesAtLeastAsLikely() {
    int better = 0;
    for (int word = 3; word < 12; word++) {
      int[] prompt = {1, word, 28};
      int[] greedy = continuation(Answer.PICTURE, Decoding.greedy(33), prompt);
      int[] beams = continuation(Answer.PICTURE, Decoding.beams(4, 33), prompt);
      assertThat(beams).hasSize(33);
      double difference = likelihood(prompt, beams) - likelihood(prompt, greedy);
      better += difference > 1e-6 ? 1 : 0;
    }
    assertThat(better).isGreaterThanOrEqualTo(5);
  }

  private double likelihood(int[] prompt, int[] ids) {
    long[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(ids)).asLongStream().toArray();
    NDArray scores = network.logits(manager.create(all, new Shape(1, all.length)));
    double sum = 0;
    for (int i = 0; i < ids.length; i++) {
      float[] row = scores.get(0, prompt.length + i - 1).toFloatArray();
      grammar(Answer.PICTURE).constrain(i, row);
      sum += Choice.logLikelihoods(row)[ids[i]];
    }
    return sum;
  }

  @Test
  void topKAndTopPLeaveTheLikeliest() {
    float[] scores = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
    assertThat(drawn(scores, new Decoding(1, 1, 2, 1, 1))).containsExactlyInAnyOrder(0, 1);
    assertThat(drawn(scores, new Decoding(1, 0.5, 0, 1, 1))).containsExactly(0);
    assertThat(drawn(scores, new Decoding(1, 0.6, 0, 1, 1))).containsExactlyInAnyOrder(0, 1);
    assertThat(drawn(scores, new Decoding(1, 1, 0, 1, 1))).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(drawn(new float[] {FORBIDDEN, 0, FORBIDDEN}, new Decoding(5, 1, 0, 1, 1)))
        .containsExactly(1);
  }

  @Test
  void idsComeAsOftenAsTheyAreLikely() {
    float[] scores = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
    RandomStream random = new RandomStream(1);
    int[] counts = new int[3];
    for (int i = 0; i < 20_000; i++) {
      counts[Choice.of(scores, Decoding.sampling(1, 1, 1), random)]++;
    }
    assertThat(counts[0]).isBetween(9_700, 10_300);
    assertThat(counts[1]).isBetween(5_700, 6_300);
  }

  private static Set<Integer> drawn(float[] scores, Decoding decoding) {
    RandomStream random = new RandomStream(3);
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      drawn.add(Choice.of(scores, decoding, random));
    }
    return drawn;
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatThrownBy(() -> new Decoding(-1, 1, 0, 1, 1)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new Decoding(1, 0, 0, 1, 1)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new Decoding(1, 1, 0, 4, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("temperature is 1.0; accepted is 0 when there are beams");
  }
}
