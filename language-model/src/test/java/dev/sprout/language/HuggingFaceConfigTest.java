package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceConfigTest {
  private static final String SIZES =
      """
      {"vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4,
      "intermediate_size": 24, "rms_norm_eps": 1e-6""";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "config-older-spelling.json"})
  void theRotaryBaseIsFoundInBothSpellings(String config) throws IOException {
    Path model = Llamas.resource("faults/03-rope-parameters");
    Files.copy(model.resolve(config), folder.resolve("config.json"));
    Files.copy(model.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    assertLogits(folder, model.resolve("right-logits.f32"));
  }

  @Test
  void aHeadOfItsOwnIsUsedThoughTheEmbeddingIsSaidToBeTied() {
    Path model = Llamas.resource("faults/13-tied-head-differs");
    assertLogits(model, model.resolve("right-logits.f32"));
  }

  private static void assertLogits(Path model, Path recorded) {
    try (NDManager manager = NDManager.newBaseManager();
        LlamaCheckpoint read = LlamaCheckpoint.read(model, Precision.FP32, manager)) {
      assertThat(Llamas.apart(read, recorded)).isLessThan(1e-4);
    }
  }

  @Test
  void sizesAndTheirDefaults() throws IOException {
    assertThat(read("")).isEqualTo(new LlamaConfig(40, 16, 2, 4, 4, 24, 1e-6, 10000, 2048, false));
    LlamaConfig read =
        read(", \"num_key_value_heads\": 2, \"rope_theta\": 5e5, \"max_position_embeddings\": 99");
    assertThat(read.keyValueHeads()).isEqualTo(2);
    assertThat(read.rope()).isEqualTo(RopeConfig.unscaled(5e5));
    assertThat(read.maxPositions()).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"rope_scaling\": null, \"sliding_window\": null, \"quantization_config\": null",
        "\"partial_rotary_factor\": 1, \"attention_bias\": false, \"attention_dropout\": 0.1",
        "\"rope_parameters\": {\"rope_type\": \"default\", \"partial_rotary_factor\": 1.0}",
        "\"torch_dtype\": \"float16\", \"use_cache\": true, \"architectures\": [\"LlamaForCausalLM\"]"
      })
  void settingsWithoutInfluenceAreAccepted(String extra) throws IOException {
    assertThat(read(", " + extra)).isEqualTo(read(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"attention_bias\": true | attention_bias is true; accepted is false",
        "\"mlp_bias\": true | mlp_bias is true",
        "\"hidden_act\": \"gelu\" | hidden_act is \"gelu\"; accepted is silu",
        "\"sliding_window\": 4096 | sliding_window is 4096",
        "\"partial_rotary_factor\": 0.5 | partial_rotary_factor is 0.5",
        "\"quantization_config\": {\"bits\": 4} | quantization_config is {\"bits\":4}",
        "\"auto_map\": {\"a\": \"b\"} | auto_map is",
        "\"head_dim\": 5 | head_dim is 5",
        "\"model_type\": \"mamba\" | model_type is \"mamba\"",
        "\"architectures\": [\"MistralForCausalLM\"] | architectures is",
        "\"logit_scale\": 2 | logit_scale is 2; this setting is unknown",
        "\"num_key_value_heads\": 3 | num_key_value_heads is 3; accepted is a divisor of num_attention_heads, 4",
        "\"max_position_embeddings\": 1e9 | max_position_embeddings is 1000000000",
        "\"rms_norm_eps\": 1e999 | rms_norm_eps is 1e999; accepted is a number",
        "\"rms_norm_eps\": null | rms_norm_eps is null; accepted is a number",
        "\"max_position_embeddings\": null | max_position_embeddings is null",
        "\"rms_norm_eps\": \"small\" | rms_norm_eps is \"small\"; accepted is a number",
        "\"tie_word_embeddings\": \"no\" | tie_word_embeddings is \"no\"; accepted is true or false",
        "\"rope_theta\": 1 | rope_theta is 1",
        "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2} | type is \"dynamic\"",
        "\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 2} | rope_type is \"yarn\"",
        "\"rope_scaling\": {\"rope_type\": \"longrope\"} | rope_type is \"longrope\"",
        "\"rope_scaling\": {\"factor\": 2} | type is missing; accepted is default",
        "\"rope_scaling\": {\"type\": \"linear\"} | factor is missing",
        "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 0.5} | factor is 0.5",
        "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2, \"beta\": 1} | beta is 1",
        "\"rope_scaling\": {\"rope_type\": \"default\", \"factor\": 2} | factor is 2",
        "\"rope_scaling\": {\"type\": \"linear\", \"rope_type\": \"llama3\"} | type is \"linear\"",
        "\"rope_scaling\": 2 | rope_scaling is 2; accepted is an object",
        "\"rope_parameters\": {\"rope_type\": \"yarn\"} | rope_parameters: rope_type is \"yarn\"",
        "\"rope_parameters\": {\"partial_rotary_factor\": 0.5} | partial_rotary_factor is 0.5",
        "\"rope_parameters\": {\"rope_theta\": 5}, \"rope_theta\": 6 | rope_theta is 6",
        "\"rope_parameters\": {}, \"rope_scaling\": {\"type\": \"linear\"} | rope_scaling is"
      })
  void whatWouldComputeSomethingElseIsRefusedByName(String extra, String message)
      throws IOException {
    assertRefused(SIZES + ", " + extra + "}", message);
  }

  @ParameterizedTest
  @CsvSource({
    "vocab_size, 1000000000", "hidden_size, 1073741824", "num_hidden_layers, 100000000",
    "num_attention_heads, 0", "intermediate_size, 2147483647", "intermediate_size, 2147483648",
    "vocab_size, 40.5", "hidden_size, null"
  })
  void impossibleSizesAreRefusedBeforeMemoryIsTaken(String name, String value) throws IOException {
    String json = SIZES.replaceAll("(\"" + name + "\": )\\d+", "$1" + value) + "}";
    assertRefused(json, ": %s is %s; accepted is ".formatted(name, value));
  }

  @Test
  void sizesMustBeThereAndFit() throws IOException {
    String heads = "\"num_attention_heads\": ";
    assertRefused(SIZES.replace("\"hidden_size\": 16,", "") + "}", "hidden_size is missing");
    assertRefused(
        SIZES.replace(heads + 4, heads + 3) + "}",
        "hidden_size is 16; accepted is a multiple of 2·num_attention_heads = 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\": NaN}",
        "{\"a\": bare}",
        "{} {}",
        "{'a': 1}",
        "{\"a\": 1;}"
      })
  void filesThatAreNoJsonObjectAreRefusedInPlainWords(String text) throws IOException {
    assertRefused(text, "config.json is no");
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Files.write(folder.resolve("config.json"), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> LlamaConfig.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not UTF-8");
  }

  @Property(tries = 300)
  void damagedFilesAreReadOrRefused(@ForAll int at, @ForAll char put) throws IOException {
    Path parent = Files.createTempDirectory("config");
    Path file = parent.resolve("config.json");
    StringBuilder json =
        new StringBuilder(Files.readString(Llamas.resource("parity/rope-llama3/config-5.json")));
    json.setCharAt(Math.floorMod(at, json.length()), Character.isSurrogate(put) ? '"' : put);
    Files.writeString(file, json);
    try {
      assertThat(LlamaConfig.read(parent).layers()).isBetween(1, 1000);
    } catch (UserError e) {
      assertThat(e.getMessage()).contains("config.json").doesNotContain("gson", "java.");
    } finally {
      Files.delete(file);
      Files.delete(parent);
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (RopeConfig rope :
        new RopeConfig[] {
          RopeConfig.unscaled(5e5),
          RopeConfig.linear(1e4, 4),
          new RopeConfig(5e5, RopeConfig.Scaling.LLAMA3, 8, 1, 4, 32)
        }) {
      LlamaConfig config = new LlamaConfig(40, 16, 2, 4, 2, 24, 1e-5, rope, 256, true);
      config.write(folder);
      assertThat(LlamaConfig.read(folder)).isEqualTo(config);
    }
  }

  @Test
  void llama3KeepsFastWavesAndDividesSlowOnes() {
    double[] plain = RopeConfig.unscaled(1e4).frequencies(64);
    RopeConfig rope = new RopeConfig(1e4, RopeConfig.Scaling.LLAMA3, 8, 1, 4, 512);
    double[] scaled = rope.frequencies(64);
    for (int j = 0; j < plain.length; j++) {
      double wavelength = 2 * Math.PI / plain[j];
      double ratio = plain[j] / scaled[j];
      if (wavelength < 512 / 4.0) {
        assertThat(ratio).isEqualTo(1);
      } else if (wavelength > 512) {
        assertThat(ratio).isCloseTo(8, offset(1e-12));
      } else {
        assertThat(ratio).isBetween(1.0, 8.0);
      }
    }
  }

  private LlamaConfig read(String extra) throws IOException {
    Files.writeString(folder.resolve("config.json"), SIZES + extra + "}");
    return LlamaConfig.read(folder);
  }

  private void assertRefused(String json, String message) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    assertThatThrownBy(() -> LlamaConfig.read(folder))
        .isInstanceOf(UserError.class)
        .message()
        .contains("config.json", message);
  }
}
