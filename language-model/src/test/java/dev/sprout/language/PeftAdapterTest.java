package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adapters as PEFT 0.21.2 saves them; more are in {@link LanguageVerificationTest}. */
class PeftAdapterTest {
  private static final Path BASE = Llamas.resource("faults/04-lora/base");

  private static final String REGEX = ".*layers\\\\.1.*\\\\.(q_proj|v_proj)";

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, base",
    "plain-bin, base",
    "regex, base",
    "all-linear, base",
    "tied-embedding, tied-base"
  })
  void logitsAreThoseOfPeft(String adapter, String base) {
    Path lora = Llamas.resource("faults/04-lora/" + adapter);
    Path model = Llamas.resource("faults/04-lora/" + base);
    try (LlamaCheckpoint merged = LlamaCheckpoint.read(model, lora, Precision.FP32, manager)) {
      assertThat(merged.config().tiedEmbeddings()).isFalse();
      assertThat(Llamas.apart(merged, lora.resolve("right-logits.f32"))).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"init_lora_weights\": true | \"init_lora_weights\": \"pissa\" | init_lora_weights is",
        "\"init_lora_weights\": true | \"init_lora_weights\": \"olora\" | init_lora_weights is",
        "\"init_lora_weights\": true | \"init_lora_weights\": \"corda\" | init_lora_weights is",
        "\"alora_invocation_tokens\": null | \"alora_invocation_tokens\": [5] | alora_invocation_tokens",
        "\"bias\": \"none\" | \"bias\": \"all\" | bias is",
        "\"lora_bias\": false | \"lora_bias\": true | lora_bias is true",
        "\"fan_in_fan_out\": false | \"fan_in_fan_out\": true | fan_in_fan_out is true",
        "\"use_qalora\": false | \"use_qalora\": true | use_qalora is true",
        "\"use_bdlora\": null | \"use_bdlora\": {\"a\": 1} | use_bdlora is",
        "\"ensure_weight_tying\": false | \"ensure_weight_tying\": true | ensure_weight_tying",
        "\"layer_replication\": null | \"layer_replication\": [[0, 2]] | layer_replication",
        "\"trainable_token_indices\": null | \"trainable_token_indices\": [1] | trainable_token",
        "\"target_parameters\": null | \"target_parameters\": [\"a\"] | target_parameters",
        "\"peft_type\": \"LORA\" | \"peft_type\": \"LOHA\" | peft_type is",
        "\"task_type\": \"CAUSAL_LM\" | \"task_type\": \"SEQ_CLS\" | task_type is",
        "\"use_dora\": false | \"use_dora\": true | lora_magnitude_vector",
        "\"use_dora\": false | \"use_dora\": 1 | use_dora is 1; accepted is true or false",
        "\"revision\": null | \"use_newlora\": true | use_newlora is true",
        "\"q_proj\" | \"lm_head\" | target_modules names lm_head",
        "\"q_proj\" | \"embed_tokens\" | target_modules names embed_tokens",
        "\"modules_to_save\": null | \"modules_to_save\": [\"score\"] | modules_to_save names score",
        "\"modules_to_save\": null | \"modules_to_save\": [\"q_proj\"] | both name",
        "\"rank_pattern\": {} | \"rank_pattern\": {\"q_proj\": 2} | is [4, 32], needed is [2, 32]",
        "\"rank_pattern\": {} | \"rank_pattern\": {\"(a*)*$\": 2} | expression '(a*)*$'",
        "\"alpha_pattern\": {} | \"alpha_pattern\": {\"q_proj\": -1} | q_proj is -1",
        "\"layers_to_transform\": null | \"layers_to_transform\": [1] | layers.0",
        "\"exclude_modules\": null | \"exclude_modules\": [\"q_proj\"] | unknown",
        "\"r\": 4 | \"r\": 0 | r is 0",
        "\"r\": 4 | \"r\": null | r is null; accepted is a number",
        "\"lora_alpha\": 8 | \"lora_alpha\": null | lora_alpha is null; accepted is a number",
        "\"r\": 4 | \"r\": 2147483648 | r is 2147483648",
        "\"lora_alpha\": 8 | \"lora_alpha\": 1e999 | lora_alpha is 1e999"
      })
  void whatCantBeComputedIsRefusedByName(String old, String changed, String message)
      throws IOException {
    assertRefused("plain", old, changed, message);
  }

  private void assertRefused(String adapter, String old, String changed, String message)
      throws IOException {
    Path original = Llamas.resource("faults/04-lora/" + adapter);
    String json = Files.readString(original.resolve("adapter_config.json"));
    assertThat(json).contains(old);
    Files.writeString(folder.resolve("adapter_config.json"), json.replace(old, changed));
    Files.copy(
        original.resolve("adapter_model.safetensors"),
        folder.resolve("adapter_model.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> LlamaCheckpoint.read(BASE, folder, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .message()
        .contains(message);
  }

  /** The adapter has q_proj and v_proj of block 1, as PEFT's expression over full names chose. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        ".*q_proj ; layers.0.self_attn.q_proj.lora_A.weight",
        ".*layers\\\\.1.*\\\\.q_proj ; layers.1.self_attn.v_proj.lora_A.weight",
        "q_proj ; target_modules chooses no projection",
        "layers\\\\.1.*\\\\.(q_proj|v_proj) ; target_modules chooses no projection",
        "(q|v ; target_modules is \"(q|v\"",
        "(?!.*k).*q_proj ; target_modules is",
        "(?i).*Q_proj ; target_modules is",
        "(.)\\\\1.*_proj ; target_modules is",
        ".*[[:alpha:]]_proj ; target_modules is",
        ".*[q-a]_proj ; target_modules is",
        "((.{99}){99}){99} ; target_modules is"
      })
  void expressionsChooseAsInPeft(String expression, String message) throws IOException {
    assertRefused("regex", REGEX, expression, message);
  }

  @Test
  void expressionsExcludeAsInPeft() throws IOException {
    String none = "\"exclude_modules\": null";
    assertRefused("plain", none, "\"exclude_modules\": \".*v_proj\"", "unknown");
    assertRefused("plain", none, "\"exclude_modules\": \"(v\"", "exclude_modules is \"(v\"");
    assertRefused("plain", none, "\"exclude_modules\": \".*\"", "chooses no projection");
  }

  @Test
  void layersAreOfListsOnly() throws IOException {
    String all = "\"layers_to_transform\": null";
    assertRefused("regex", all, "\"layers_to_transform\": [1]", "layers_to_transform is [1]");
  }

  @Test
  void pissaChangedTheBaseToo() {
    Path lora = Llamas.resource("faults/04-lora/pissa");
    assertThatThrownBy(() -> LlamaCheckpoint.read(BASE, lora, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("init_lora_weights is \"pissa\"");
  }

  @Test
  void partsOfTheNetworkAreChosenByLayerAndByExclusion() throws IOException {
    Path plain = Llamas.resource("faults/04-lora/plain");
    String json = Files.readString(plain.resolve("adapter_config.json"));
    String chosen =
        json.replace("\"layers_to_transform\": null", "\"layers_to_transform\": 1")
            .replace("\"exclude_modules\": null", "\"exclude_modules\": [\"q_proj\"]");
    Files.writeString(folder.resolve("adapter_config.json"), chosen);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (WeightFile file = WeightFile.open(plain.resolve("adapter_model.safetensors"))) {
      file.tensors().keySet().stream()
          .filter(name -> name.contains("layers.1") && !name.contains("q_proj"))
          .forEach(name -> arrays.put(name, file.read(name, manager)));
    }
    SafetensorsWriter.write(
        folder.resolve("adapter_model.safetensors"), arrays, TensorType.F32, Map.of());
    Weights merged = LlamaCheckpoint.read(BASE, folder, Precision.FP32, manager).weights();
    Weights base = LlamaCheckpoint.read(BASE, Precision.FP32, manager).weights();
    merged
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(Llamas.difference(array, base.get(name)) > 0)
                    .as(name)
                    .isEqualTo(name.matches(".*layers.1.*(v_proj|down_proj).*")));
  }

  @Test
  void adaptersOfOtherNetworksAreRefused() {
    Path plain = Llamas.resource("faults/04-lora/plain");
    Path other = Llamas.resource("parity/lora/base-tied");
    assertThatThrownBy(() -> LlamaCheckpoint.read(other, plain, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("q_proj.lora_A.weight is [4, 32], needed is [4, 24]");
    assertThatThrownBy(() -> LlamaCheckpoint.read(BASE, BASE, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("adapter_config.json is not a file");
  }

  @Test
  void aFolderWithoutArraysIsRefused() throws IOException {
    Path plain = Llamas.resource("faults/04-lora/plain");
    Files.copy(plain.resolve("adapter_config.json"), folder.resolve("adapter_config.json"));
    assertThatThrownBy(() -> LlamaCheckpoint.read(BASE, folder, Precision.FP32, manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no adapter_model.safetensors and no adapter_model.bin");
  }
}
