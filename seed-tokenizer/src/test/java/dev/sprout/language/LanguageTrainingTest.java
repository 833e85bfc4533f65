package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ComputeDevice;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.random.RandomStream;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageTrainingTest {
  private static final List<LanguageTraining.Sequence> LESSONS =
      List.of(
          new LanguageTraining.Sequence(new int[] {1, 5, 6, 7, 8, 2}, 2),
          new LanguageTraining.Sequence(new int[] {1, 9, 8, 8, 5, 3, 2}, 2));

  @TempDir private Path folder;
  private final NDManager manager = ComputeDevice.CPU.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static TrainingOptions options(int steps) {
    return new TrainingOptions(
        steps,
        0,
        TrainingOptions.Schedule.CONSTANT,
        1,
        1000,
        1000,
        10,
        1,
        new OptimiserOptions(1e-2, 0.9, 0.95, 1e-8, 0, 1, 0));
  }

  private static LanguageTraining.Options drawing() {
    return new LanguageTraining.Options(2, false);
  }

  private static int[] answer(Weights weights, NDManager manager, int word) {
    LlamaNetwork network = new LlamaNetwork(TinyLlama.CONFIG, weights, false, manager);
    PictureGrammar words =
        new PictureGrammar(TinyLlama.PICTURES, TinyLlama.END, PictureGrammar.Answer.WORDS);
    return new Decoder(network, manager)
        .continuations(
            List.of(new int[] {1, word}), words, Decoding.greedy(10), k -> new RandomStream(k))
        .get(0);
  }

  @Test
  void lessonsAreLearned() {
    Weights weights = Weights.initialise(LlamaNetwork.parameters(TinyLlama.CONFIG), 1, manager);
    LanguageTraining training =
        new LanguageTraining(
            TinyLlama.CONFIG, weights, (step, n, random) -> LESSONS, drawing(), manager) {
          @Override
          public void export(Weights averages, Path out) {}
        };
    new TrainingLoop(training, options(60), folder, manager).run(false);
    assertThat(answer(weights, manager, 5)).containsExactly(6, 7, 8, 2);
    assertThat(answer(weights, manager, 9)).containsExactly(8, 8, 5, 3, 2);
  }

  @Test
  void adaptersLearnAndTheBaseStays() {
    Weights base = TinyLlama.weights(TinyLlama.CONFIG, manager);
    Map<String, float[]> before = new LinkedHashMap<>();
    base.arrays().forEach((name, array) -> before.put(name, array.toFloatArray()));
    Lora lora = lora(base);
    int[] first = answer(base, manager, 5);
    assertThat(answer(lora.merged(manager.newSubManager()), manager, 5)).isEqualTo(first);
    LanguageTraining training =
        new LanguageTraining(
            TinyLlama.CONFIG, base, lora, (step, n, random) -> LESSONS, drawing(), manager) {
          @Override
          public void export(Weights averages, Path out) {
            lora.save(out, averages);
          }
        };
    new TrainingLoop(training, options(80), folder, manager).run(false);
    base.arrays()
        .forEach((name, array) -> assertThat(array.toFloatArray()).isEqualTo(before.get(name)));
    assertThat(answer(lora.merged(manager.newSubManager()), manager, 5))
        .containsExactly(6, 7, 8, 2);
    assertThat(lora.weights().arrays().keySet())
        .contains("lm_head.weight", "model.layers.1.self_attn.q_proj.lora_B.weight")
        .doesNotContain("model.layers.1.self_attn.q_proj.weight");
    Lora loaded = Lora.load(folder, base, manager);
    NDArray ids = TinyLlama.ids(manager, 1, 9, 6);
    assertThat(logits(loaded, ids)).isEqualTo(logits(lora, ids));
  }

  private Lora lora(Weights base) {
    List<String> targets =
        List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    Lora.Options options = new Lora.Options(4, 8, targets, List.of("embed_tokens", "lm_head"));
    return Lora.initialise(options, base, 3, manager);
  }

  private float[] logits(Lora lora, NDArray ids) {
    Weights merged = lora.merged(manager.newSubManager());
    return new LlamaNetwork(TinyLlama.CONFIG, merged, false, manager).logits(ids).toFloatArray();
  }

  @Test
  void targetsThatAreNotThereAreRefused() {
    Weights base = TinyLlama.weights(TinyLlama.CONFIG, manager);
    Lora.Options options = new Lora.Options(4, 8, List.of("w1"), List.of());
    assertThatThrownBy(() -> Lora.initialise(options, base, 1, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("[w1] name no array");
  }

  @Test
  void shardsAreOneModel() throws IOException {
    Weights weights = TinyLlama.weights(TinyLlama.CONFIG, manager);
    TinyLlama.CONFIG.write(folder);
    Map<String, NDArray> first = new LinkedHashMap<>();
    Map<String, NDArray> second = new LinkedHashMap<>();
    StringBuilder index = new StringBuilder();
    weights
        .arrays()
        .forEach(
            (name, array) -> {
              boolean early = name.contains("layers.0");
              (early ? first : second).put(name, array);
              index.append(index.isEmpty() ? "" : ",");
              index.append("\"%s\": \"%s.safetensors\"".formatted(name, early ? "a" : "b"));
            });
    SafetensorsWriter.write(folder.resolve("a.safetensors"), first, TensorType.F32, Map.of());
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {" + index + "}}");
    LlamaConfig config = LlamaConfig.read(folder);
    assertThat(config).isEqualTo(TinyLlama.CONFIG);
    assertThatThrownBy(() -> LlamaFolder.weights(folder, config, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lacks b.safetensors");
    SafetensorsWriter.write(folder.resolve("b.safetensors"), second, TensorType.F32, Map.of());
    Weights read = LlamaFolder.weights(folder, config, manager);
    weights
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(read.get(name).toFloatArray()).isEqualTo(array.toFloatArray()));
    second.remove("lm_head.weight");
    SafetensorsWriter.write(folder.resolve("b.safetensors"), second, TensorType.F32, Map.of());
    assertThatThrownBy(() -> LlamaFolder.weights(folder, config, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lm_head.weight");
  }

  @Test
  void oneFileIsAModelToo() {
    Weights weights = TinyLlama.weights(TinyLlama.CONFIG, manager);
    LlamaFolder.write(folder, TinyLlama.CONFIG, weights);
    Weights read = LlamaFolder.weights(folder, LlamaConfig.read(folder), manager);
    NDArray exact = weights.get("lm_head.weight");
    float largest = exact.abs().max().getFloat();
    assertThat(read.get("lm_head.weight").sub(exact).abs().max().getFloat())
        .isLessThan(largest / 1024);
  }
}
