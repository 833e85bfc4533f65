package dev.sprout.language;

import static dev.sprout.language.Llamas.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTrainingTest {
  private static final List<TokenSequence> SHORT =
      List.of(
          Llamas.sequence(1, 5, 9, 14, 30, 2),
          Llamas.sequence(1, 6, 9, 19, 2),
          Llamas.sequence(1, 7, 38, 20, 33, 20, 39, 2));

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void shortSequencesAreLearnedByHeart(Precision precision) {
    Weights weights = Weights.initialise(LlamaNetwork.parameters(TINY), 3, manager);
    FullFineTuning training = training(weights, SHORT, precision);
    assertThat(perplexity(training)).isBetween(35.0, 45.0); // as if guessing among 40
    new TrainingLoop(training, options(120), folder, manager).run(false);
    assertThat(perplexity(training)).isLessThan(1.7); // the second id can only be guessed: 3^(3/16)
    PictureVocabulary pictures = new PictureVocabulary(38, 39, 20, 16, 3);
    boolean[] known = new boolean[40];
    java.util.Arrays.fill(known, true);
    PictureGrammar grammar =
        new PictureGrammar(pictures, known, 2, PictureGrammar.Mode.INTERLEAVED);
    LlamaNetwork network = new LlamaNetwork(TINY, weights, Precision.FP32, manager);
    List<Continuation> found =
        new Decoder(network, grammar, manager)
            .decode(List.of(new long[] {1, 6}, new long[] {1, 7}), Decoding.greedy(20));
    assertThat(found.get(0).ids()).containsExactly(9, 19);
    assertThat(found.get(1).ids()).containsExactly(38, 20, 33, 20, 39);
  }

  @Test
  void theLossIsTheWeightedMeanOfWhatCounts() {
    Weights weights = Llamas.weights(TINY, 3, manager);
    TokenSequence first = new TokenSequence(new long[] {1, 5, 9, 2}, new float[] {7, 0, 2, 1});
    TokenSequence second = TokenSequence.answer(new long[] {1, 6, 8}, 2);
    Map<String, Double> meters = new HashMap<>();
    NDArray loss =
        training(weights, List.of(first, second), Precision.FP32)
            .loss(new BatchKey(1, 1, new RandomStream(1)), manager, meters);
    double[][] a = new PlainLlama(TINY, weights).logits(first.ids());
    double[][] b = new PlainLlama(TINY, weights).logits(second.ids());
    double expected = (2 * surprise(a[1], 9) + surprise(a[2], 2) + surprise(b[1], 8)) / 4;
    assertThat((double) loss.getFloat()).isCloseTo(expected, offset(1e-4));
    assertThat(meters.get("perplexity")).isCloseTo(Math.exp(expected), offset(1e-2));
  }

  private static double surprise(double[] logits, int id) {
    double sum = java.util.Arrays.stream(logits).map(Math::exp).sum();
    return Math.log(sum) - logits[id];
  }

  @Test
  void whatCantBeLearnedIsRefused() {
    assertThatThrownBy(() -> Llamas.sequence(1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 ids");
    Weights weights = Llamas.weights(TINY, 3, manager);
    List<TokenSequence> prompts = List.of(TokenSequence.answer(new long[] {1, 2}, 2));
    assertThatThrownBy(() -> perplexity(training(weights, prompts, Precision.FP32)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without any weight");
  }

  private double perplexity(FullFineTuning training) {
    Map<String, Double> meters = new HashMap<>();
    training.loss(new BatchKey(1, 1, new RandomStream(1)), manager, meters);
    return meters.get("perplexity");
  }

  static TrainingOptions options(long steps) {
    OptimiserOptions optimiser = new OptimiserOptions(0.01, 0.9, 0.95, 1e-8, 0, 1, 0.9);
    return new TrainingOptions(
        steps, 5, TrainingOptions.Schedule.CONSTANT, 3, 1, 1000, null, 50, 1, optimiser);
  }

  private FullFineTuning training(
      Weights weights, List<TokenSequence> sequences, Precision precision) {
    return new FullFineTuning(
        TINY,
        weights,
        (step, random) -> sequences,
        sequences.size(),
        precision,
        (averages, out) -> LlamaCheckpoint.write(out, TINY, averages, TensorType.F32),
        manager);
  }
}
