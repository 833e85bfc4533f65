package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.RunFolder;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in class folders, without styles or metadata, become a model. */
class RecipeRunnerTest {
  private static final String TRAINING =
      """
      {"steps": 2, "warmup": 1, "schedule": "cosine", "seed": 1, "checkpointEvery": 2,
       "logEvery": 1, "keep": 1,
       "optimiser": {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8,
                     "weightDecay": 0, "clipNorm": 1, "emaDecay": 0.9}}\
      """;

  private static final String AUTOENCODER =
      """
      {"autoencoder": {"imageSize": 16, "patch": 2, "channels": 32, "multipliers": [1, 2],
                       "blocks": 1, "latentChannels": 4},
       "objective": {"batch": 2, "divergenceWeight": 1e-3},
       "training": %s}
      """
          .formatted(TRAINING);

  private static final String XAR =
      """
      {"name": "tiny", "description": "a test", "autoencoderFolder": "autoencoder",
       "xar": {"width": 32, "encoderBlocks": 1, "decoderBlocks": 1, "heads": 2, "patch": 1,
               "entity": "cell 2"},
       "objective": {"batch": 2, "labelDrop": 0.1},
       "training": %s,
       "defaults": {"sampler": "euler", "steps": 2, "guidance": 1}}
      """
          .formatted(TRAINING);

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void pictures() throws IOException {
    for (String name : new String[] {"chat noir", "dog", "été"}) {
      Files.createDirectories(folder.resolve("pictures").resolve(name));
      for (int i = 0; i < 2; i++) {
        byte[] rgb = new byte[3 * 16 * 16];
        Arrays.fill(rgb, (byte) (70 * i + name.length()));
        Path file = folder.resolve("pictures").resolve(name).resolve(i + ".png");
        Png.write(file, new Picture(16, 16, rgb), Map.of());
      }
    }
    Files.writeString(folder.resolve("autoencoder.json"), AUTOENCODER);
    Files.writeString(folder.resolve("xar.json"), XAR);
  }

  @Test
  void classFoldersBecomeAModelAndAKilledExportIsMadeUpFor() throws IOException {
    run("autoencoder", "autoencoder.json", "autoencoder", false);
    run("xar", "xar.json", "model", false);
    Path model = folder.resolve("model");
    ModelConfig config = ModelConfig.read(model);
    assertThat(config.conceptNames()).containsExactlyInAnyOrder("chat noir", "dog", "été");
    assertThat(config.styles()).isEmpty();
    assertThat(config.autoencoder().latentScale()).isNotEqualTo(1);
    assertThat(model.resolve("preview-000000002.png")).exists();
    byte[] weights = Files.readAllBytes(model.resolve("xar.safetensors"));
    Files.delete(model.resolve("xar.safetensors"));
    Files.delete(model.resolve("config.json"));
    run("xar", "xar.json", "model", true);
    assertThat(model.resolve("xar.safetensors")).hasBinaryContent(weights);
    assertThat(ModelConfig.read(model)).isEqualTo(config);
    Files.writeString(folder.resolve("xar.json"), XAR.replace("0.1}", "0.2}"));
    refused("xar", "xar.json", "model", "objective.labelDrop 0.1, the configuration now says 0.2");
  }

  @Test
  void whatCantBeUsedIsNamedBeforeAnythingIsWritten() throws IOException {
    refused("xar", "xar.json", "model", "there is no " + folder.resolve("autoencoder"));
    Files.writeString(folder.resolve("bad.json"), XAR.replace("\"batch\"", "\"bacth\""));
    refused("xar", "bad.json", "bad", "objective.bacth is not known, did you mean batch?");
    assertThat(folder.resolve("bad")).doesNotExist();
    Files.writeString(
        folder.resolve("bad.json"),
        """
        {"tokenizerFolder": "t", "generatorFolder": "g",
         "objective": {"batch": 1, "views": 1, "distortion": 1, "noise": 0},
         "training": %s}
        """
            .formatted(TRAINING.replace("\"keep\"", "\"previewEvery\": 2, \"keep\"")));
    refused("detokenizer", "bad.json", "bad", "there is no " + folder.resolve("t"));
    assertThat(notices)
        .singleElement()
        .asString()
        .endsWith(
            "training.previewEvery is 2, which changes nothing: detokenizer draws no previews");
    try (RunFolder other = RunFolder.open(folder.resolve("autoencoder"))) {
      refused("autoencoder", "autoencoder.json", "autoencoder", "writing to " + other.path());
    }
    assertThatThrownBy(() -> Recipes.named("sead"))
        .hasMessage(
            "network is sead; accepted is autoencoder, xar, seed, detokenizer, language,"
                + " joint, tokenunify");
  }

  private void refused(String recipe, String config, String out, String said) {
    assertThatThrownBy(() -> run(recipe, config, out, true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(said);
  }

  private void run(String recipe, String config, String out, boolean resume) {
    new RecipeRunner(
            folder.resolve(config),
            RecipeData.pictures(folder.resolve("pictures")),
            folder.resolve(out),
            resume,
            ComputeDevice.CPU)
        .run(Recipes.named(recipe), notices::add);
  }
}
