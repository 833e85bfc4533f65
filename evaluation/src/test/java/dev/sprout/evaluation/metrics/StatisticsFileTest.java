package dev.sprout.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsFileTest {
  private static final Statistics STATISTICS = Statistics.of(Vectors.random(3, 40, 5));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("statistics.npz");
  }

  @Test
  void keepEveryBitAndTheProtocol() throws Exception {
    Optional<String> protocol = Optional.of("{\"resize\": \"bicubic, größer\"}");
    new StatisticsFile(STATISTICS, protocol).write(file);
    byte[] bytes = Files.readAllBytes(file);
    StatisticsFile read = StatisticsFile.read(file);
    assertThat(read.protocol()).isEqualTo(protocol);
    assertThat(read.statistics().count()).isEqualTo(40);
    assertThat(read.statistics().mean()).isEqualTo(STATISTICS.mean());
    assertThat(read.statistics().covariance()).isEqualTo(STATISTICS.covariance());
    read.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void ofOtherProgramsHaveNeitherCountNorProtocol() {
    write(
        manager ->
            Map.of(
                "mu", manager.create(new float[] {1, 2}),
                "sigma", manager.create(new double[] {2, 0, 0, 3}, new Shape(2, 2))));
    StatisticsFile read = StatisticsFile.read(file);
    assertThat(read.protocol()).isEmpty();
    assertThat(read.statistics().count()).isZero();
    assertThat(read.statistics().mean()).containsExactly(1, 2);
    assertThat(read.statistics().covariance()).containsExactly(2, 0, 0, 3);
  }

  @Test
  void ofOtherShapesAreRefused() {
    refused("mu has the shape [2, 1]", new Shape(2, 1), new Shape(2, 2));
    refused("sigma has the shape [4]; accepted is [2, 2]", new Shape(2), new Shape(4));
    refused("sigma has the shape [2, 3]", new Shape(2), new Shape(2, 3));
    refused("mu has the shape [0]", new Shape(0), new Shape(0, 0));
  }

  private void refused(String message, Shape mean, Shape covariance) {
    write(manager -> Map.of("mu", manager.zeros(mean), "sigma", manager.zeros(covariance)));
    assertRefused(message);
  }

  @Test
  void withoutStatisticsAreRefused() {
    write(manager -> Map.of("features", manager.zeros(new Shape(3, 3))));
    assertRefused("holds no array mu");
  }

  @Test
  void withDamagedNumbersAreRefused() {
    write(
        manager ->
            Map.of(
                "mu", manager.create(new double[] {Double.NaN}),
                "sigma", manager.ones(new Shape(1, 1))));
    assertRefused("the mean holds NaN");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> StatisticsFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private void write(Function<NDManager, Map<String, NDArray>> arrays) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      NpzWriter.write(file, new LinkedHashMap<>(arrays.apply(manager)));
    }
  }
}
