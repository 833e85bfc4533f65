package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.flow.LogitNormalTimes;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.PrefixExample;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of prefixes, and the conditions of training batches. */
class PrefixTrainingTest {
  private static final int BATCH = 12;
  private static final XarConfig SMALL =
      new XarConfig(4, 4, 4, 32, 1, 1, 2, 1, "cell 2", 4).withPrefix(PrefixExample.PREFIX);
  private static final XarConfig LONG =
      new XarConfig(12, 12, 4, 32, 1, 1, 2, 1, "cell 6", 4).withPrefix(PrefixExample.PREFIX);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * Each array's derivative along a random direction, against the difference quotient of the loss;
   * 144 positions take the engine's fused attention.
   */
  @ParameterizedTest
  @CsvSource({"4, false", "4, true", "12, false"})
  void gradientsAreTheDifferenceQuotientsOfTheLoss(int side, boolean teacherForcing) {
    PrefixExample example = new PrefixExample(side == 4 ? SMALL : LONG, manager);
    Batch batch = new Batch(example, teacherForcing, 4, 2);
    Map<String, NDArray> arrays = new TreeMap<>(example.weights().arrays());
    arrays.keySet().removeIf(name -> !name.startsWith("prefix."));
    assertThat(arrays).hasSize(6);
    arrays.put("embeddings", batch.embeddings);
    Map<String, float[]> gradients = batch.gradients(arrays);
    for (Map.Entry<String, NDArray> each : arrays.entrySet()) {
      NDArray array = each.getValue();
      float[] gradient = gradients.get(each.getKey());
      NDArray along = manager.create(gradient, array.getShape());
      double norm = along.norm().getFloat();
      NDArray random = GaussianNoise.draw(new RandomStream(2), manager, array.getShape());
      // half along the gradient, so that the slope is not lost in rounding
      NDArray direction = along.div((float) norm).add(random.div(random.norm())).mul(0.5f);
      double slope = along.mul(direction).sum().getFloat();
      double step = 0.02;
      double quotient =
          (batch.lossAt(array, direction, step) - batch.lossAt(array, direction, -step))
              / (2 * step);
      assertThat(norm).as(each.getKey()).isGreaterThan(1e-4);
      assertThat(quotient).as(each.getKey()).isCloseTo(slope, within(0.01 * norm + 2e-5));
    }
  }

  @Test
  void whatIsNotSeenHasNoGradient() {
    PrefixExample example = new PrefixExample(SMALL, manager);
    Batch batch = new Batch(example, false, 3, 5);
    Map<String, float[]> gradients = batch.gradients(Map.of("embeddings", batch.embeddings));
    float[] gradient = gradients.get("embeddings"); // [2, 5, 6], the second picture is dropped
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i] != 0).isEqualTo(i < 3 * 6);
    }
  }

  @Test
  void conditionsAreDroppedWhole() {
    PrefixExample example = new PrefixExample(SMALL, manager);
    XarNetwork network = example.network();
    Prefix prefix = example.prefix(2, 3);
    long[][] labels = {{1}, {3}};
    Conditions conditions =
        new ConditionDropout(network, 0.5)
            .conditions(manager, labels, prefix, new boolean[] {true, false});
    NDArray table = example.weights().get("class_emb.weight");
    assertThat(conditions.classes().get(0)).isEqualTo(table.get(SMALL.noClass()));
    assertThat(conditions.classes().get(1)).isEqualTo(table.get(3));
    NDArray mixed = conditions.prefix().embeddings();
    assertThat(mixed.get(0)).isEqualTo(example.weights().get("prefix.null"));
    assertThat(mixed.get(1)).isEqualTo(prefix.embeddings().get(1));
    assertThat(conditions.prefix().kept()).containsExactly(5, 3);
  }

  @Test
  void aShareIsDroppedByOneDrawAPicture() {
    PrefixExample example = new PrefixExample(SMALL, manager);
    ConditionDropout dropout = new ConditionDropout(example.network(), 0.3);
    RandomStream random = new RandomStream(5);
    RandomStream same = new RandomStream(5);
    boolean[] dropped = dropout.draw(10_000, random);
    int count = 0;
    for (boolean each : dropped) {
      assertThat(each).isEqualTo(same.nextDouble() < 0.3);
      count += each ? 1 : 0;
    }
    assertThat(random.nextDouble()).isEqualTo(same.nextDouble());
    assertThat(count).isBetween(2800, 3200); // four standard errors
  }

  /** Latents, noise, times, dropped conditions, then whatever the prefixes draw. */
  @Test
  void theTrainingDrawsInTheOrderItAlwaysHad() {
    PrefixExample example = new PrefixExample(SMALL, manager);
    float[][] moments = new float[3][128];
    for (float[] picture : moments) {
      Arrays.fill(picture, 0, 64, 2); // means, with log-variances of 0
    }
    LatentSet latents = new LatentSet(4, 4, moments);
    long[][] labels = {{1}, {3}, {0}};
    int[] trained = {0, 1, 2};
    PrefixSource source =
        (scope, pictures, random) ->
            new Prefix(
                GaussianNoise.draw(random, scope, new Shape(pictures.length, 5, 6)),
                Collections.nCopies(pictures.length, 3));
    XarTraining training =
        training(example, new XarTraining.TrainingSet(latents, 0.5, labels, trained, source));
    float loss = training.loss(key(), manager, new HashMap<>()).getFloat();

    RandomStream random = key().random();
    int[] indices = new EpochOrder(trained, 1).indices(7, BATCH);
    NDArray data = new LatentTokens(SMALL).sequence(latents.draw(manager, indices, 0.5, random));
    NDArray noise = GaussianNoise.draw(random, manager, data.getShape());
    NDArray times = LogitNormalTimes.STANDARD.draw(random, manager, new Shape(BATCH, 4));
    boolean[] dropped = new boolean[BATCH];
    long[] rows = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      dropped[i] = random.nextDouble() < 0.5;
      rows[i] = dropped[i] ? SMALL.noClass() : labels[indices[i]][0];
    }
    assertThat(dropped).contains(true).contains(false);
    XarNetwork network = example.network();
    Prefix prefix = network.dropped(source.of(manager, indices, random), dropped);
    NDArray classes = network.embed(manager.create(rows, new Shape(BATCH, 1)));
    NDArray expected =
        new XarLoss(network, false).of(data, noise, times, new Conditions(classes, prefix));
    assertThat(loss).isEqualTo(expected.getFloat());
  }

  @Test
  void aSourceOfPrefixesBelongsToANetworkWithOne() {
    PrefixExample example = new PrefixExample(SMALL, manager);
    LatentSet latents = new LatentSet(4, 4, new float[1][128]);
    long[][] labels = {{1}};
    XarTraining.TrainingSet without =
        new XarTraining.TrainingSet(latents, 1, labels, new int[] {0});
    assertThatThrownBy(() -> training(example, without))
        .hasMessageContaining("needs a source of prefixes");
  }

  private XarTraining training(PrefixExample example, XarTraining.TrainingSet set) {
    return new XarTraining(
        SMALL,
        example.weights(),
        set,
        1,
        new XarTraining.Options(BATCH, 0.5, Precision.FP32, false),
        (averages, folder) -> {},
        (averages, file) -> {},
        manager);
  }

  private static BatchKey key() {
    return new BatchKey(7, 7, new RandomStream(3, 7));
  }

  /** A batch of two pictures, of which the second is dropped. */
  private final class Batch {
    private final PrefixExample example;
    private final XarLoss loss;
    private final NDArray data;
    private final NDArray noise;
    private final NDArray times;
    private final NDArray embeddings;
    private final List<Integer> kept;

    Batch(PrefixExample example, boolean teacherForcing, Integer... kept) {
      this.example = example;
      this.loss = new XarLoss(example.network(), teacherForcing);
      this.data = example.tokens();
      this.noise = example.tokens();
      this.times = manager.create(new float[] {0.2f, 0.9f, 0.5f, 0.7f}).tile(2).reshape(2, 4);
      this.embeddings = example.normal(2, 5, 6);
      this.kept = List.of(kept);
    }

    NDArray loss() {
      Conditions conditions =
          new ConditionDropout(example.network(), 0.5)
              .conditions(
                  manager,
                  new long[][] {{1}, {3}},
                  new Prefix(embeddings, kept),
                  new boolean[] {false, true});
      return loss.of(data, noise, times, conditions);
    }

    Map<String, float[]> gradients(Map<String, NDArray> arrays) {
      arrays.values().forEach(array -> array.setRequiresGradient(true));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(loss());
      }
      Map<String, float[]> gradients = new TreeMap<>();
      arrays.forEach((name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
      arrays.values().forEach(array -> array.setRequiresGradient(false));
      return gradients;
    }

    double lossAt(NDArray array, NDArray direction, double step) {
      NDArray before = array.duplicate();
      TorchOps.assign(array, before.add(direction.mul((float) step)));
      double value = loss().getFloat();
      TorchOps.assign(array, before);
      return value;
    }
  }
}
