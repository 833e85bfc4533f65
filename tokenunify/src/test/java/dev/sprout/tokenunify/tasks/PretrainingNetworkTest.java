package dev.sprout.tokenunify.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.Parity;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.NextPatchHead;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published network and its head on a published crop (pretrain_network). */
class PretrainingNetworkTest {
  private static final BlockSides SIDES = new BlockSides(16, 160, 160);
  private static final PatchGrid GRID = PatchGrid.of(SIDES);
  private static final MambaUnetConfig CONFIG =
      new MambaUnetConfig(List.of(4, 8, 12, 16), 24, List.of(1, 3, 3), 1, 1, 5);
  private static final FormulaWeights FORMULA = new FormulaWeights("dev/");
  private static final int PREFIX = 137;
  private static final NDIndex SAMPLE = new NDIndex("0, 0, 1::5, 3::13, 2::11");

  @Test
  void bothPrefixTasksEqualThePublishedOnes() {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(Parity.file("pretrain_network.npz"));
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Weights weights = weights(manager);
      weights.requireGradients();
      float[] clean = MinMaxScaling.scale(vectors.read("crop", manager).toByteArray());
      NDArray input =
          masked(clean, IntStream.range(PREFIX, GRID.count()).toArray(), "noise.prefix", manager);
      GradientTape tape = new GradientTape();
      NDArray map = new MambaUnet(CONFIG, weights).forward(input, tape);
      assertClose(map.get(SAMPLE), vectors, "map_sample", 5e-4);
      NDArray patch = new NextPatchHead(weights).forward(map);
      assertClose(MambaUnet.probability(patch).squeeze(), vectors, "next_token_prediction", 1e-4);
      NDArray target = vectors.read("next_token_target", manager).reshape(patch.getShape());
      NDArray next = PretrainingLosses.overAll(patch, target);
      NDArray nextAll = PretrainingLosses.overAll(map, block(clean, manager));
      assertLoss(next, vectors, "loss_next_token");
      assertLoss(nextAll, vectors, "loss_next_all");
      tape.backward(collector, next.add(nextAll));
      for (String name : vectors.names()) {
        String weight = name.replaceFirst("^grad\\.", "");
        if (weights.arrays().containsKey(weight)) {
          assertClose(weights.get(weight).getGradient(), vectors, name, 1e-3);
        }
      }
    }
  }

  @Test
  void randomTaskEqualsThePublishedOne() {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(Parity.file("pretrain_network.npz"))) {
      float[] clean = MinMaxScaling.scale(vectors.read("crop", manager).toByteArray());
      int[] hidden = vectors.read("random_indices", manager).toIntArray();
      NDArray input = masked(clean, hidden, "noise.random", manager);
      NDArray map = new MambaUnet(CONFIG, weights(manager)).forward(input);
      assertLoss(PretrainingLosses.overAll(map, block(clean, manager)), vectors, "loss_random");
      assertClose(MambaUnet.probability(map).get(SAMPLE), vectors, "random_output_sample", 1e-4);
    }
  }

  private static Weights weights(NDManager manager) {
    NDManager owner = manager.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : PretrainingTask.parameters(CONFIG, SIDES)) {
      arrays.put(parameter.name(), owner.create(FORMULA.of(parameter), parameter.shape()));
    }
    Weights weights = Weights.of(owner, arrays);
    assertThat(weights.count()).isEqualTo(908_450);
    return weights;
  }

  private static NDArray masked(float[] clean, int[] hidden, String name, NDManager manager) {
    int voxels = GRID.patch().voxels();
    float[] noise = FORMULA.uniform(name, hidden.length * voxels);
    float[] masked = clean.clone();
    for (int i = 0; i < hidden.length; i++) {
      float[] patch = Arrays.copyOfRange(noise, i * voxels, (i + 1) * voxels);
      for (int k = 0; k < voxels; k++) {
        patch[k] *= 2;
      }
      GRID.write(masked, hidden[i], patch);
    }
    return block(masked, manager);
  }

  private static NDArray block(float[] values, NDManager manager) {
    return manager.create(values, new Shape(1, 1, SIDES.z(), SIDES.y(), SIDES.x()));
  }

  private static void assertLoss(NDArray loss, NpzFile vectors, String name) {
    double recorded = vectors.read(name, loss.getManager()).toDoubleArray()[0];
    assertThat((double) loss.getFloat()).as(name).isCloseTo(recorded, within(1e-6));
  }

  /** To a share of the array's largest number. */
  private static void assertClose(NDArray found, NpzFile vectors, String name, double share) {
    NDArray recorded = vectors.read(name, found.getManager());
    double scale = recorded.abs().max().getFloat();
    assertThat(found.getShape()).isEqualTo(recorded.getShape());
    double worst = found.sub(recorded).abs().max().getFloat();
    assertThat(worst).as(name).isLessThan(share * scale);
  }
}
