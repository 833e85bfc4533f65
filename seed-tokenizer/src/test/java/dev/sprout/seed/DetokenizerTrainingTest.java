package dev.sprout.seed;

import static dev.sprout.seed.SeedNetworkTest.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetokenizerTrainingTest {
  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final Weights weights = Weights.initialise(SeedNetwork.parameters(SMALL), 3, manager);
  private final Set<Integer> drawn = new HashSet<>();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void onlyTheWayFromIdsToPicturesIsLearned() {
    Weights before = weights.copy(manager);
    DetokenizerTraining training = training(0.1);
    double first = loss(training, 1);
    TrainingOptions options = Tiny.training(60, 30);
    new TrainingLoop(training, options, folder, manager).run(false);
    assertThat(loss(training, 1)).isLessThan(0.8 * first);
    Weights read = SeedFolder.of(folder).weights(manager);
    assertThat(read.arrays().keySet()).isEqualTo(weights.arrays().keySet());
    Set<String> learned = training.weights().arrays().keySet();
    assertThat(learned)
        .allMatch(name -> name.matches("(pos_embed_image|blocks_image|image_down|distill).*"));
    before
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(array.equals(weights.get(name)))
                    .as(name)
                    .isEqualTo(!learned.contains(name)));
  }

  @Test
  void equalKeysHaveEqualLossesAndHeldOutPicturesAreNeverDrawn() {
    DetokenizerTraining training = training(0.5);
    assertThat(loss(training, 1)).isEqualTo(loss(training, 1)).isNotEqualTo(loss(training, 2));
    assertThat(drawn).containsExactlyInAnyOrder(0, 1, 2, 4);
  }

  @Test
  void noiseReplacesIds() {
    double exact = loss(training(0), 1);
    assertThat(loss(training(0), 1)).isEqualTo(exact);
    assertThat(loss(training(0.9), 1)).isNotEqualTo(exact);
    assertThatThrownBy(() -> training(1))
        .isInstanceOf(UserError.class)
        .hasMessage("noise is 1.0; accepted is a number from 0 to below 1");
  }

  private DetokenizerTraining training(double noise) {
    return new DetokenizerTraining(
        SMALL,
        weights,
        Tiny.TRAINED,
        (picture, random) -> ids(picture),
        new Tiny(),
        5,
        new DetokenizerTraining.Options(4, noise),
        manager);
  }

  private int[] ids(int picture) {
    drawn.add(picture);
    int[] ids = new int[SMALL.queries()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (7 * picture + i) % SMALL.codes();
    }
    return ids;
  }

  private static double loss(DetokenizerTraining training, long step) {
    try (NDManager scope = training.weights().newScope()) {
      BatchKey key = new BatchKey(step, step, new RandomStream(8, step));
      return training.loss(key, scope, new HashMap<>()).getFloat();
    }
  }
}
