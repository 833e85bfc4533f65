package dev.sprout.language;

import static dev.sprout.language.Llamas.TINY;
import static dev.sprout.language.Llamas.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LlamaCheckpointTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Llamas.weights(TINY, 3, manager);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void oneFileOfAnyPrecision(TensorType type) {
    LlamaCheckpoint.write(folder, TINY, weights, type);
    try (LlamaCheckpoint read = LlamaCheckpoint.read(folder, Precision.FP32, manager)) {
      assertThat(read.config()).isEqualTo(TINY);
      assertThat(worst(read.weights())).isLessThan(type == TensorType.F32 ? 1e-30 : 0.01);
    }
  }

  @Test
  void bfloat16InMemoryKeepsNormsExact() {
    LlamaCheckpoint.write(folder, TINY, weights, TensorType.F32);
    try (LlamaCheckpoint read = LlamaCheckpoint.read(folder, Precision.BF16, manager)) {
      NDArray norm = read.weights().get("model.norm.weight");
      assertThat(difference(norm, weights.get("model.norm.weight"))).isZero();
      assertThat(read.weights().get("lm_head.weight").getDataType()).isNotEqualTo(DataType.FLOAT32);
    }
  }

  @Test
  void shardsAreOneFile() throws IOException {
    shards();
    try (LlamaCheckpoint read = LlamaCheckpoint.read(folder, Precision.FP32, manager)) {
      assertThat(worst(read.weights())).isZero();
    }
  }

  @Test
  void missingShardsAreListed() throws IOException {
    shards();
    Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
    assertRefused("model-00002-of-00002.safetensors", "missing");
  }

  @Test
  void anIndexThatDisagreesWithItsShardsIsRefused() throws IOException {
    shards();
    Path index = folder.resolve("model.safetensors.index.json");
    String json = Files.readString(index);
    Files.writeString(index, json.replaceFirst("(\"model.norm.weight\":\"model-)0000.", "$100001"));
    assertRefused("model.norm.weight", "but it doesn't");
  }

  @ParameterizedTest
  @CsvSource({"../x.safetensors", "/etc/x.safetensors", "a\\\\b.bin", "x.exe"})
  void shardsLieInTheSameFolder(String name) throws IOException {
    TINY.write(folder);
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"w\": \"%s\"}}".formatted(name));
    assertRefused("same folder");
  }

  @Test
  void aVocabularyOfOtherRowsThanTheEmbeddingIsRefused() {
    LlamaCheckpoint.write(folder, TINY, weights, TensorType.F32);
    TINY.with(32, false).write(folder);
    assertRefused("config.json: vocab_size is 32; accepted is 40, the rows of model.embed_tokens");
  }

  @Test
  void differencesAreListedAndTablesIgnored() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.put("model.layers.0.self_attn.rotary_emb.inv_freq", manager.ones(new Shape(2)));
    arrays.put("surprise", manager.ones(new Shape(2)));
    arrays.put("lm_head.weight", manager.ones(new Shape(41, 16)));
    arrays.remove("model.norm.weight");
    LlamaCheckpoint.write(folder, TINY, weights, TensorType.F32);
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, arrays, TensorType.F32, Map.of());
    assertThatThrownBy(() -> LlamaCheckpoint.read(folder, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.norm.weight [16]")
        .hasMessageContaining("surprise")
        .hasMessageContaining("lm_head.weight is [41, 16], needed is [40, 16]")
        .message()
        .doesNotContain("inv_freq");
  }

  @Test
  void aFolderWithoutWeightsIsRefused() throws IOException {
    TINY.write(folder);
    assertRefused("holds no weights", "model.safetensors.index.json");
  }

  private void shards() throws IOException {
    TINY.write(folder);
    Map<String, String> places = new LinkedHashMap<>();
    for (int shard = 1; shard <= 2; shard++) {
      String name = "model-0000%d-of-00002.safetensors".formatted(shard);
      Map<String, NDArray> part = new LinkedHashMap<>(weights.arrays());
      int own = shard;
      part.keySet().removeIf(tensor -> (tensor.contains("layers.0") ? 1 : 2) != own);
      part.keySet().forEach(tensor -> places.put(tensor, name));
      SafetensorsWriter.write(folder.resolve(name), part, TensorType.F32, Map.of());
    }
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        new Gson().toJson(Map.of("metadata", Map.of("total_size", 1), "weight_map", places)));
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> LlamaCheckpoint.read(folder, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .message()
        .contains(parts);
  }

  private double worst(Weights read) {
    assertThat(read.arrays().keySet()).isEqualTo(weights.arrays().keySet());
    return read.arrays().keySet().stream()
        .mapToDouble(name -> difference(read.get(name), weights.get(name)))
        .max()
        .orElseThrow();
  }
}
