package dev.sprout.xar.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modulations of several times together against those of each time alone. */
class ModulationsTest {
  private static final XarConfig CONFIG = new XarConfig(4, 4, 3, 32, 1, 2, 2, 1, "cell 2", 10);
  private static final int ROWS = 2;
  private static final List<Double> TIMES = List.of(1.0, 0.75, 0.5, 0.25, 0.0);

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Weights.initialise(XarNetwork.parameters(CONFIG), 3, manager);
  private final XarNetwork network = new XarNetwork(CONFIG, weights, Precision.FP32, manager);
  private final NDArray classes =
      GaussianNoise.draw(new RandomStream(5), manager, new Shape(ROWS, 32));

  @AfterEach
  void close() {
    manager.close();
  }

  /** Room for one, two and all of the five times. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theNumberOfTimesComputedTogetherChangesNothing(int together) {
    long room = (long) together * ROWS * CONFIG.modulations();
    Modulations several = new Modulations(network, classes, manager, room);
    for (int entity = 0; entity < 2; entity++) {
      several.expect(TIMES);
      for (double time : TIMES) {
        assertThat(difference(several.at(time, "0:2", manager), alone(time))).isLessThan(1e-6);
      }
    }
  }

  @Test
  void timesThatNobodyAnnouncedAreServedToo() {
    Modulations modulations = new Modulations(network, classes, manager);
    modulations.expect(TIMES);
    modulations.at(0.75, "0:2", manager);
    assertThat(difference(modulations.at(0.6, "0:2", manager), alone(0.6))).isLessThan(1e-6);
    assertThat(difference(modulations.at(1.0, "0:2", manager), alone(1.0))).isLessThan(1e-6);
    assertThat(difference(alone(0.6), alone(1.0))).isGreaterThan(1e-3);
  }

  @Test
  void aBlockHasTheModulationsOfItsOwnWeights() {
    NDArray expected =
        network.modulations(
            manager.full(new Shape(1, 1), 0.5f), classes.get("1:2")); // [1, 1, K, 6D]
    Modulations modulations = new Modulations(network, classes, manager);
    modulations.expect(List.of(0.9, 0.5));
    modulations.at(0.9, "0:2", manager);
    NDArray row = modulations.at(0.5, "1:2", manager); // [1, K, 6·D]
    assertThat(row.getShape()).isEqualTo(new Shape(1, 3, 6 * 32));
    assertThat(difference(row, expected.get("0"))).isLessThan(1e-6);
    assertThat(difference(row.get("0, 0"), row.get("0, 2"))).isGreaterThan(1e-3);
  }

  @Test
  void velocitiesOfPackedWeightsAreTheSame() {
    NDArray x = GaussianNoise.draw(new RandomStream(6), manager, new Shape(ROWS, 4, 3));
    NDArray plain = velocity(network, x);
    Weights packed = weights.copy(manager).packed(XarNetwork::isLinear);
    NDArray fast = velocity(new XarNetwork(CONFIG, packed, Precision.FP32, manager), x);
    assertThat(difference(plain, fast)).isLessThan(1e-5);
    assertThat(XarNetwork.parameters(CONFIG).stream().filter(p -> XarNetwork.isLinear(p.name())))
        .hasSize(3 * 6 + 3);
  }

  private NDArray velocity(XarNetwork tested, NDArray x) {
    try (XarCache cache = tested.cache(manager, Conditions.of(classes))) {
      cache.velocity(0, x, 0, 0);
      return TorchOps.float32(cache.velocity(1, x, 0.7, 0));
    }
  }

  private NDArray alone(double time) {
    NDArray times = manager.full(new Shape(ROWS, 1), (float) time);
    return network.modulations(times, classes).get(":, 0"); // [R, K, 6·D]
  }

  private static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
