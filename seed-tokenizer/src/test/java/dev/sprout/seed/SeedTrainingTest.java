package dev.sprout.seed;

import static dev.sprout.seed.SeedNetworkTest.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.PictureBatches;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTrainingTest {
  private static final long NEVER = 1000;

  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final Tiny tiny = new Tiny();
  private final PictureBatches pictures = new PictureBatches(tiny, SMALL.imageSize(), 0);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    pictures.close();
    manager.close();
  }

  @Test
  void equalKeysHaveEqualLossesAndOthersNot() {
    SeedTraining training = training(NEVER, Tiny.training(20, 10));
    training.prepare(key(1), manager);
    double first = loss(training, key(1));
    assertThat(loss(training, key(1))).isEqualTo(first);
    assertThat(loss(training, key(2))).isNotEqualTo(first);
  }

  @Test
  void heldOutPicturesAreNeverDrawn() {
    SeedTraining training = training(2, Tiny.training(20, 10));
    for (int step = 1; step <= 12; step++) {
      try (NDManager scope = manager.newSubManager()) {
        training.prepare(key(step), scope);
        training.loss(key(step), scope, new HashMap<>());
      }
    }
    assertThat(tiny.seen).containsExactlyInAnyOrder(0, 1, 2, 4);
  }

  /** Central differences of the loss, where no part of it is detached from the array. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "distill_image_proj.weight",
        "image_down.0.weight",
        "text_proj.weight",
        "blocks_image.0.attn.proj.weight",
        "blocks.0.mlp.fc2.weight",
        "pool_proj.bias"
      })
  void gradientsAreFiniteDifferences(String name) {
    SeedTraining training = training(NEVER, Tiny.training(20, 10));
    training.prepare(key(1), manager);
    training.weights().requireGradients();
    float[] gradient = gradients(training, key(1)).get(name);
    NDArray array = training.weights().get(name);
    float[] values = array.toFloatArray();
    int largest = 0;
    for (int i = 0; i < gradient.length; i++) {
      largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
    }
    float step = 2e-2f;
    double above = lossWith(training, array, values, largest, step);
    double below = lossWith(training, array, values, largest, -step);
    double slope = (above - below) / (2 * step);
    assertThat(slope).isCloseTo(gradient[largest], within(0.03 * Math.abs(slope) + 1e-3));
  }

  private static double lossWith(
      SeedTraining training, NDArray array, float[] values, int index, float step) {
    float[] moved = values.clone();
    moved[index] += step;
    array.set(moved);
    double loss = loss(training, key(1));
    array.set(values);
    return loss;
  }

  @Test
  void codesAreLearnedOnceTheyQuantise() {
    SeedTraining training = training(1, Tiny.training(20, 10));
    training.prepare(key(1), manager);
    training.weights().requireGradients();
    assertThat(unreached(gradients(training, key(1)))).contains(VectorQuantiser.CODEBOOK);
    assertThat(unreached(gradients(training, key(2))))
        .doesNotContain(VectorQuantiser.CODEBOOK)
        .allMatch(name -> !name.startsWith("blocks") && !name.startsWith("image_down"));
  }

  private static Set<String> unreached(Map<String, float[]> gradients) {
    Set<String> names = new TreeSet<>();
    gradients.forEach(
        (name, values) -> {
          boolean reached = false;
          for (float value : values) {
            reached |= value != 0;
          }
          if (!reached) {
            names.add(name);
          }
        });
    return names;
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 10})
  void aResumedRunEndsWithTheSameWeights(long checkpointEvery) {
    run("whole", 14, checkpointEvery, false);
    run("parts", checkpointEvery, checkpointEvery, false);
    run("parts", 14, checkpointEvery, true);
    assertThat(folder.resolve("parts/seed.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/seed.safetensors"));
  }

  private void run(String name, long steps, long checkpointEvery, boolean resume) {
    TrainingOptions options = Tiny.training(steps, checkpointEvery);
    new TrainingLoop(training(3, options), options, folder.resolve(name), manager).run(resume);
  }

  private SeedTraining training(long quantiseFrom, TrainingOptions options) {
    return new SeedTraining(
        SMALL,
        Weights.initialise(SeedNetwork.parameters(SMALL), 3, manager),
        new SeedTrainingSet(pictures, Tiny.TRAINED, tiny, tiny),
        Tiny.options(quantiseFrom),
        options,
        (averages, out) -> averages.save(out.resolve("seed.safetensors"), TensorType.F32, Map.of()),
        manager);
  }

  private static BatchKey key(long step) {
    return new BatchKey(step, step, new RandomStream(8, step));
  }

  private static double loss(SeedTraining training, BatchKey key) {
    try (NDManager scope = training.weights().newScope()) {
      return training.loss(key, scope, new HashMap<>()).getFloat();
    }
  }

  private static Map<String, float[]> gradients(SeedTraining training, BatchKey key) {
    Map<String, float[]> gradients = new HashMap<>();
    try (NDManager scope = training.weights().newScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(training.loss(key, scope, new HashMap<>()));
      for (String name : List.copyOf(training.weights().arrays().keySet())) {
        try (NDArray gradient = training.weights().get(name).getGradient()) {
          gradients.put(name, gradient.toFloatArray());
          gradient.subi(gradient);
        }
      }
    }
    return gradients;
  }
}
