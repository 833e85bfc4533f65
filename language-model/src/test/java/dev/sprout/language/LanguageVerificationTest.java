package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logits and decodings that transformers 5.24 and PEFT 0.21.2 gave. */
class LanguageVerificationTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mha", "gqa", "gqa-5", "mqa", "rope-linear", "rope-llama3"})
  void logitsAreThoseOfTransformers(String name) {
    Path model = Llamas.resource("parity/" + name);
    assertEqual(LanguageVerification.logits(model, null, model.resolve("logits.npz")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rope-linear", "rope-llama3"})
  void scaledPositionsInTheNewerSpelling(String name) throws IOException {
    Path model = Llamas.resource("parity/" + name);
    Files.copy(model.resolve("config-5.json"), folder.resolve("config.json"));
    Files.copy(model.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    assertEqual(LanguageVerification.logits(folder, null, model.resolve("logits.npz")));
  }

  @ParameterizedTest
  @CsvSource({
    "all, base",
    "dora, base",
    "pattern, base",
    "qv, base",
    "rslora, base",
    "seed, base",
    "tied-embed, base-tied"
  })
  void adaptersGiveTheLogitsOfPeft(String adapter, String base) {
    Path model = Llamas.resource("parity/lora/" + base);
    Path lora = Llamas.resource("parity/lora/" + adapter);
    List<Check> checks = LanguageVerification.logits(model, lora, lora.resolve("logits.npz"));
    assertThat(checks.stream().map(Check::name))
        .containsExactly("logits", "merged_logits", "base_logits");
    assertEqual(checks);
  }

  @Test
  void logitsWithoutTheAdapterDiffer() {
    Path vectors = Llamas.resource("parity/lora/qv/logits.npz");
    Path model = Llamas.resource("parity/lora/base");
    assertThat(LanguageVerification.logits(model, null, vectors))
        .extracting(check -> check.within(0.01))
        .containsExactly(false, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mha", "gqa", "mqa"})
  void decodingsAreThoseOfTransformers(String name) {
    Path model = Llamas.resource("parity/" + name);
    List<Check> checks = LanguageVerification.decoding(model, model.resolve("decoding.json"));
    assertThat(checks).hasSize(9);
    assertEqual(checks);
  }

  @Test
  void otherDecodingsDiffer() throws IOException {
    Path model = Llamas.resource("parity/mha");
    String json = Files.readString(model.resolve("decoding.json"));
    Path changed = folder.resolve("decoding.json");
    Files.writeString(changed, json.replaceFirst("\"ids\":\\s*\\[\\s*\\d+", "\"ids\": [7"));
    assertThat(LanguageVerification.decoding(model, changed).get(0).within(1e9)).isFalse();
    Files.writeString(changed, json.replaceFirst("\"mode\":\\s*\"text\"", "\"mode\": \"poem\""));
    assertThatThrownBy(() -> LanguageVerification.decoding(model, changed))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mode poem");
    Files.writeString(changed, "{\"begin\": 1}");
    assertThatThrownBy(() -> LanguageVerification.decoding(model, changed))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cases is missing");
  }

  private static void assertEqual(List<Check> checks) {
    assertThat(checks).isNotEmpty().allMatch(check -> check.within(TOLERANCE));
  }
}
