package dev.sprout.language;

import static dev.sprout.language.Llamas.TINY;
import static dev.sprout.language.Llamas.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraTest {
  private static final LoraConfig CONFIG =
      new LoraConfig(3, 6, List.of("q_proj", "down_proj"), List.of("lm_head", "norm"));

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights base = Llamas.weights(TINY, 3, manager);
  private final NDArray ids = Llamas.batch(manager, Llamas.ids(TINY, 7, 4));

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void freshAdaptersChangeNothing() {
    Lora lora = Lora.create(CONFIG, base, 1, manager);
    assertThat(difference(logits(lora.adapted(manager)), logits(base))).isZero();
  }

  @Test
  void trainingLeavesTheBaseAlone() {
    Weights before = base.copy(manager);
    Lora lora = Lora.create(CONFIG, base, 1, manager);
    LoraTraining training = training(lora);
    double first = loss(training);
    new TrainingLoop(training, LanguageTrainingTest.options(40), folder, manager).run(false);
    assertThat(loss(training)).isLessThan(first / 2);
    before
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(base.get(name).toFloatArray())
                    .as(name)
                    .containsExactly(array.toFloatArray()));
    assertThat(difference(lora.adapted(manager).get("lm_head.weight"), base.get("lm_head.weight")))
        .isGreaterThan(0.01);
  }

  @Test
  void loadedAdaptersEqualTrainedOnes() {
    Lora lora = perturbed();
    LlamaCheckpoint.write(folder, TINY, base, TensorType.F32);
    lora.write(folder, lora.adapters(), TensorType.F32);
    try (LlamaCheckpoint merged = LlamaCheckpoint.read(folder, folder, Precision.FP32, manager)) {
      assertThat(difference(logits(merged.weights()), logits(lora.adapted(manager))))
          .isLessThan(1e-5);
      assertThat(difference(logits(merged.weights()), logits(base))).isGreaterThan(0.1);
      String name = "model.layers.1.mlp.down_proj.weight";
      String adapter = "base_model.model.model.layers.1.mlp.down_proj";
      NDArray a = lora.adapters().get(adapter + ".lora_A.weight");
      NDArray b = lora.adapters().get(adapter + ".lora_B.weight");
      NDArray expected = base.get(name).add(b.matMul(a).mul(2));
      assertThat(difference(merged.weights().get(name), expected)).isLessThan(1e-6);
    }
  }

  @Test
  void filesHaveTheNamesOfPeft() {
    Lora lora = perturbed();
    lora.write(folder, lora.adapters(), TensorType.F32);
    assertThat(lora.adapters().arrays())
        .hasSize(2 * 2 * 2 + 2 + 4) // "norm" ends the names of all normalisations
        .containsKey("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight")
        .containsKey("base_model.model.lm_head.weight")
        .containsKey("base_model.model.model.norm.weight");
    JsonObject json =
        JsonFile.read(
            folder.resolve("adapter_config.json"), JsonObject.class, UserError.Kind.FAILED);
    assertThat(json.get("r").getAsInt()).isEqualTo(3);
    assertThat(json.get("lora_alpha").getAsDouble()).isEqualTo(6);
    assertThat(json.get("target_modules").getAsJsonArray()).hasSize(2);
    assertThat(json.get("modules_to_save").getAsJsonArray()).hasSize(2);
  }

  @Test
  void modulesThatCantBeAdaptedAreRefused() {
    assertRefused(base, new LoraConfig(3, 6, List.of("qkv"), null), "module qkv", "q_proj, k_proj");
    assertRefused(base, new LoraConfig(3, 6, List.of("lm_head"), null), "module lm_head");
    assertRefused(
        base, new LoraConfig(3, 6, List.of("q_proj"), List.of("score")), "module score", "norm");
    Weights tied = Llamas.weights(TINY.with(40, true), 3, manager);
    assertRefused(tied, LoraConfig.seedLlama(), "embed_tokens", "output head too");
    assertThatThrownBy(() -> new LoraConfig(0, 6, List.of("q_proj"), null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("rank is 0");
  }

  private void assertRefused(Weights weights, LoraConfig config, String... parts) {
    assertThatThrownBy(() -> Lora.create(config, weights, 1, manager))
        .isInstanceOf(UserError.class)
        .message()
        .contains(parts);
  }

  @Test
  void theNamedConfigurationFitsEveryNetwork() {
    Lora lora = Lora.create(LoraConfig.seedLlama(), base, 1, manager);
    assertThat(lora.adapters().arrays()).hasSize(2 * (7 * 2 + 2) + 3);
  }

  private Lora perturbed() {
    Lora lora = Lora.create(CONFIG, base, 1, manager);
    RandomStream random = new RandomStream(9);
    lora.adapters()
        .arrays()
        .values()
        .forEach(
            array -> array.addi(GaussianNoise.draw(random, manager, array.getShape()).mul(0.1f)));
    return lora;
  }

  private NDArray logits(Weights weights) {
    return new LlamaNetwork(TINY, weights, Precision.FP32, manager).logits(ids);
  }

  private double loss(LoraTraining training) {
    Map<String, Double> meters = new HashMap<>();
    return training.loss(new BatchKey(1, 1, new RandomStream(1)), manager, meters).getFloat();
  }

  private static LoraTraining training(Lora lora) {
    return new LoraTraining(
        TINY,
        lora,
        (step, random) -> List.of(Llamas.sequence(1, 5, 9, 30, 2)),
        1,
        Precision.FP32,
        (averages, folder) -> lora.write(folder, averages, TensorType.F32));
  }
}
