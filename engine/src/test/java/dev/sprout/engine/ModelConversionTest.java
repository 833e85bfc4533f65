package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.language.Familiarity;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.model.WeightChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConversionTest {
  private static final Path LANGUAGE = Path.of("../models/emoji/language");

  @TempDir private Path folder;

  /** Its folder is told by its own configuration; there is no generator around it. */
  @Test
  void aLanguageModelAloneIsConverted() throws Exception {
    Path to = folder.resolve("c".repeat(255)); // the longest name that file systems take
    ModelConversion.run(LANGUAGE, WeightChoice.AVERAGED, null, to, TensorType.F32);
    assertThat(to.resolve(TextTokenizer.FILE))
        .hasSameBinaryContentAs(LANGUAGE.resolve(TextTokenizer.FILE));
    assertThat(to.resolve(KnownWords.FILE))
        .hasSameBinaryContentAs(LANGUAGE.resolve(KnownWords.FILE));
    assertThat(Familiarity.read(to)).isEqualTo(Familiarity.read(LANGUAGE)).isPresent();
    assertThat(to.resolve("model.safetensors")).exists();
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(to));
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      LlamaCheckpoint before = LlamaCheckpoint.read(LANGUAGE, Precision.FP32, manager);
      LlamaCheckpoint after = LlamaCheckpoint.read(to, Precision.FP32, manager);
      assertThat(after.config()).isEqualTo(before.config());
      Map<String, NDArray> written = after.weights().arrays();
      before
          .weights()
          .arrays()
          .forEach((name, array) -> assertThat(written.get(name)).as(name).isEqualTo(array));
    }
  }

  @Test
  void aFailureNamesTheWantedPlaceAndLeavesNothing() throws IOException {
    Path target = folder.resolve("to");
    Files.createDirectories(target.resolve("model.safetensors/in the way"));
    refused(target, target + " can't be written: a folder is in the way");
    assertThat(folder.toFile().list()).containsExactly("to");
    Path proc = Path.of("/proc/model"); // takes no folders, not even from the superuser
    refused(proc, "folder " + proc + " can't be made: ");
  }

  private static void refused(Path target, String said) {
    assertThatThrownBy(
            () ->
                ModelConversion.run(LANGUAGE, WeightChoice.AVERAGED, null, target, TensorType.F32))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(said)
        .hasMessageNotContaining(".part");
  }
}
