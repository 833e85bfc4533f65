package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XarTrainingTest {
  private static final XarConfig CONFIG = new XarConfig(4, 4, 2, 16, 1, 1, 2, 1, "cell 2", 4);
  private static final long NO_CLASS = 4;
  private static final int BATCH = 64;
  private static final double SCALE = 0.5;

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Weights.initialise(XarNetwork.parameters(CONFIG), 1, manager);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aBatchIsKnownByItsKey() {
    XarTraining training = training(0.5);
    float first = loss(training, 1);
    assertThat(loss(training, 2)).isNotEqualTo(first);
    assertThat(loss(training, 1)).isEqualTo(first);
    assertThat(loss(training(0.5), 1)).isEqualTo(first);
  }

  /** Latents are 2·0.5 everywhere, so noise − data has a mean square of 1 + 1, deviation √6. */
  @Test
  void aNetworkThatSaysNothingMissesNoiseAndScaledData() {
    weights.get("pred.weight").muli(0);
    double standardError = Math.sqrt(6.0 / (BATCH * 32));
    assertThat((double) loss(training(0), 1)).isCloseTo(2, within(4 * standardError));
  }

  @Test
  void labelsTeachTheirRowsAndDroppedOnesNoClass() {
    weights.requireGradients();
    assertThat(rowsWithGradients(training(0))).containsExactly(1L, 3L);
    assertThat(rowsWithGradients(training(0.5))).containsExactly(1L, 3L, NO_CLASS);
  }

  private Set<Long> rowsWithGradients(XarTraining training) {
    NDArray table = weights.get("class_emb.weight");
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.zeroGradients();
      collector.backward(training.loss(key(1), manager, new HashMap<>()));
    }
    float[] gradient = table.getGradient().toFloatArray();
    Set<Long> rows = new TreeSet<>();
    for (int i = 0; i < gradient.length; i++) {
      if (gradient[i] != 0) {
        rows.add((long) i / CONFIG.width());
      }
    }
    return rows;
  }

  private float loss(XarTraining training, long batch) {
    return training.loss(key(batch), manager, new HashMap<>()).getFloat();
  }

  private static BatchKey key(long batch) {
    return new BatchKey(batch, batch, new RandomStream(7, batch));
  }

  /** Pictures 0 and 1 are trained, picture 2, of class 0, is not. */
  private XarTraining training(double labelDrop) {
    float[][] moments = new float[3][64];
    for (float[] picture : moments) {
      Arrays.fill(picture, 0, 32, 2); // means
      Arrays.fill(picture, 32, 64, -30); // log-variances
    }
    LatentSet latents = new LatentSet(2, 4, moments);
    long[][] labels = {{1}, {3}, {0}};
    XarTraining.Options options = new XarTraining.Options(BATCH, labelDrop, Precision.FP32, false);
    XarTraining.TrainingSet set =
        new XarTraining.TrainingSet(latents, SCALE, labels, new int[] {0, 1});
    return new XarTraining(
        CONFIG,
        weights,
        set,
        1,
        options,
        (averages, folder) -> {},
        (averages, file) -> {},
        manager);
  }
}
