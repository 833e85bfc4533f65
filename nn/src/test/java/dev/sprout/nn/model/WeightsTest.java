package dev.sprout.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.of("block.weight", Initialisation.XAVIER_UNIFORM, 3, 5),
          Parameter.of("norm.weight", Initialisation.NORMAL_002, 7));

  @Test
  void someNamesAreRoundedWhileTheyAreRead(@TempDir Path folder) {
    Path file = folder.resolve("w.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights exact = Weights.initialise(PARAMETERS, 1, manager);
      exact.save(file, TensorType.F32, Map.of());
      Weights read = read(file, manager);
      assertThat(read.get("norm.weight")).isEqualTo(exact.get("norm.weight"));
      assertThat(TorchOps.float32(read.get("block.weight")))
          .isEqualTo(TorchOps.float32(TorchOps.bfloat16(exact.get("block.weight"))))
          .isNotEqualTo(exact.get("block.weight"));
      assertThat(read.get("block.weight").getShape()).isEqualTo(new Shape(3, 5));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNoFiniteNumbersAreRefused(float value, @TempDir Path folder) {
    Path file = folder.resolve("w.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights damaged = Weights.initialise(PARAMETERS, 1, manager);
      damaged.get("norm.weight").set(new NDIndex(6), value);
      damaged.save(file, TensorType.F32, Map.of());
      assertThatThrownBy(() -> read(file, manager))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("w.safetensors: norm.weight has values that are no finite");
    }
  }

  private static Weights read(Path file, NDManager manager) {
    try (WeightFile source = WeightFile.open(file)) {
      return Weights.read(
          file, source, PARAMETERS, name -> false, name -> name.startsWith("block."), manager);
    }
  }
}
