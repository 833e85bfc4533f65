package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.little;
import static dev.sprout.nn.weights.Fixtures.readFloats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  @TempDir Path folder;
  private Path file;
  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void name() {
    file = folder.resolve("w.safetensors");
  }

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void theBytesAreThoseOfThePublishedFormat() throws IOException {
    NDArray array = manager.create(new float[] {1, -2}, new Shape(2, 1));
    SafetensorsWriter.write(file, Map.of("w", array), TensorType.F32, Map.of("format", "pt"));
    String json =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
    int padded = (json.length() + 7) / 8 * 8;
    ByteBuffer expected = little(8 + padded + 8).putLong(padded);
    expected.put(json.getBytes(StandardCharsets.US_ASCII));
    expected.put(" ".repeat(padded - json.length()).getBytes(StandardCharsets.US_ASCII));
    expected.putFloat(1).putFloat(-2).flip();
    assertThat(ByteBuffer.wrap(Files.readAllBytes(file))).isEqualTo(expected);
  }

  @Test
  void viewsAndTrainedArraysAreWrittenInTheirOwnOrder() {
    NDArray matrix = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
    matrix.setRequiresGradient(true);
    SafetensorsWriter.write(file, Map.of("t", matrix.transpose()), TensorType.F32, Map.of());
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(readFloats(read, "t")).containsExactly(1, 4, 2, 5, 3, 6);
    }
    assertThat(matrix.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void typesThatTheEngineDoesNotKnowAreRefused() {
    TorchScript casts =
        TorchScript.compile(
            """
              def bfloat(self : __torch__.Ops, x : Tensor) -> Tensor:
                return torch.to(x, 15)
              def short(self : __torch__.Ops, x : Tensor) -> Tensor:
                return torch.to(x, 2)
            """);
    for (String cast : new String[] {"bfloat", "short"}) {
      NDArray array = casts.call(cast, manager.create(new float[] {1.5f}));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SafetensorsWriter.write(file, Map.of("x", array), TensorType.F32, Map.of()))
          .withMessageContaining("make them float32");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void realArraysAreStoredInARealType() {
    NDArray array = manager.create(1f);
    for (TensorType type : new TensorType[] {TensorType.F64, TensorType.I32, TensorType.BOOL}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SafetensorsWriter.write(file, Map.of("x", array), type, Map.of()));
    }
  }

  @Test
  void aFailureInTheMiddleLeavesTheOldFile() throws IOException {
    NDArray array = manager.create(new float[] {1});
    SafetensorsWriter.write(file, Map.of("x", array), TensorType.F32, Map.of());
    byte[] before = Files.readAllBytes(file);
    array.close();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> SafetensorsWriter.write(file, Map.of("x", array), TensorType.F16, Map.of()));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }
}
