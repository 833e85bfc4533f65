package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedFolderTest {
  @TempDir private Path folder;
  private final NDManager manager = ComputeDevice.CPU.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aFolderIsReadAsItWasWritten() {
    Weights weights = Weights.initialise(SeedNetwork.parameters(SeedNetworkTest.SMALL), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, weights);
    SeedFolder read = SeedFolder.of(folder);
    assertThat(read.config()).isEqualTo(SeedNetworkTest.SMALL);
    Weights again = read.weights(manager);
    assertThat(again.arrays().keySet()).isEqualTo(weights.arrays().keySet());
    float[] exact = weights.get("quantize.embedding.weight").toFloatArray();
    float[] rounded = again.get("quantize.embedding.weight").toFloatArray();
    for (int i = 0; i < exact.length; i++) {
      assertThat(rounded[i]).isCloseTo(exact[i], org.assertj.core.api.Assertions.within(1e-3f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "visionDepth|2147483647|visionDepth is 2147483647; accepted is a whole number from 1 to",
        "depth|2147483647|depth is 2147483647; accepted is a whole number from 1 to",
        "imageSize|1000000000|imageSize is 1000000000; accepted is a whole number from 1 to",
        "queries|2000000000|queries is 2000000000; accepted is a whole number from 1 to",
        "visionHeads|0|visionHeads is 0; accepted is a divisor of visionWidth",
        "headWidths|[null]|headWidths[0] is null; accepted is a whole number",
        "causal|1|causal is 1; accepted is true or false"
      })
  void impossibleSizesAreNamed(String field, String value, String said) throws IOException {
    Weights weights = Weights.initialise(SeedNetwork.parameters(SeedNetworkTest.SMALL), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, weights);
    Path file = folder.resolve("config.json");
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    config.add(field, JsonParser.parseString(value));
    Files.writeString(file, config.toString());
    assertThatThrownBy(() -> SeedFolder.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json: " + said);
  }

  @Test
  void finiteScalarsAreReadAndRefusedWhereTheWeightsAreOfACodebook() {
    Weights weights = Weights.initialise(SeedNetwork.parameters(finite()), 1, manager);
    assertThat(weights.arrays()).doesNotContainKey("quantize.embedding.weight");
    SeedFolder.write(folder, finite(), weights);
    assertThat(SeedFolder.of(folder).config()).isEqualTo(finite());
    assertThat(SeedFolder.of(folder).weights(manager).arrays()).hasSameSizeAs(weights.arrays());
    JsonFile.write(folder.resolve("config.json"), SeedNetworkTest.SMALL);
    assertThatThrownBy(() -> SeedFolder.of(folder).weights(manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quantize.embedding.weight");
    Weights coded = Weights.initialise(SeedNetwork.parameters(SeedNetworkTest.SMALL), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, coded);
    JsonFile.write(folder.resolve("config.json"), finite());
    assertThatThrownBy(() -> SeedFolder.of(folder).weights(manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quantize.embedding.weight");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\": \"pq\"}|quantiser.kind is \"pq\"; accepted is vq, fsq",
        "{\"kind\": \"fsq\"}|quantiser.levels is missing; accepted is",
        "{\"kind\": \"fsq\", \"levels\": [4, 6]}|codeWidth is 8; accepted is",
        "{\"kind\": \"vq\", \"levels\": [4, 6]}|quantiser.levels has no effect for kind vq"
      })
  void unknownQuantisersAreNamed(String value, String said) throws IOException {
    impossibleSizesAreNamed("quantiser", value, said);
  }

  /** {@link SeedNetworkTest#SMALL} with finite scalars and without a generation embedding. */
  private static SeedConfig finite() {
    return new SeedConfig(
        32,
        8,
        24,
        2,
        3,
        48,
        32,
        true,
        16,
        4,
        2,
        32,
        40,
        2,
        1,
        List.of(),
        0,
        0,
        40,
        8,
        12,
        QuantiserConfig.finite(List.of(8, 5)));
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    Weights weights = Weights.initialise(SeedNetwork.parameters(SeedNetworkTest.SMALL), 1, manager);
    weights.get("quantize.embedding.weight").muli(Float.NaN);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, weights);
    assertThatThrownBy(() -> SeedFolder.of(folder).weights(manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("seed.safetensors: quantize.embedding.weight has values that are no");
  }

  @Test
  void releasedNamesAreAFolderToo() throws IOException {
    Files.copy(
        SeedVerificationTest.parity("seed_quantizer.pt"), folder.resolve("seed_quantizer.pt"));
    // widths of 48 and 64 have no heads of 88: the sizes are refused, not guessed
    assertThatThrownBy(() -> SeedFolder.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("visionHeads is 0");
  }

  @Test
  void aFolderOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> SeedFolder.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json");
    Weights other = Weights.initialise(SeedNetwork.parameters(larger()), 1, manager);
    SeedFolder.write(folder, SeedNetworkTest.SMALL, other);
    SeedFolder files = SeedFolder.of(folder);
    assertThatThrownBy(() -> files.weights(manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quantize.embedding.weight");
  }

  private static SeedConfig larger() {
    return new SeedConfig(
        32,
        8,
        24,
        2,
        3,
        48,
        32,
        true,
        16,
        4,
        2,
        32,
        48,
        8,
        1,
        List.of(12, 4),
        0,
        20,
        40,
        8,
        12,
        null);
  }
}
