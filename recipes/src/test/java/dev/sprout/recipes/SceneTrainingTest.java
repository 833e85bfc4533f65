package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawings and scenes of them train an autoencoder, then a tokenizer with a generator. */
class SceneTrainingTest {
  private static final Path THINGS = Path.of("../scenes/src/test/resources/things");

  private static final String TRAINING =
      """
      {"steps": %d, "warmup": 1, "schedule": "constant", "seed": 1, "checkpointEvery": 2,
       "logEvery": 1, "keep": 1,
       "optimiser": {"learningRate": %s, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8,
                     "weightDecay": 0, "clipNorm": 1, "emaDecay": 0}}\
      """;

  private static final String AUTOENCODER =
      """
      {%s"autoencoder": {"imageSize": 16, "patch": 2, "channels": 32, "multipliers": [1, 2],
                         "blocks": 1, "latentChannels": 4},
       "objective": {"batch": 4, "divergenceWeight": 1e-3},
       "training": %s}
      """;

  private static final String JOINT =
      """
      {"name": "tiny", "description": "a test", "autoencoderFolder": "autoencoder", "pieces": 200,
       "seed": {"imageSize": 16, "patch": 4, "visionWidth": 32, "visionDepth": 1, "visionHeads": 2,
                "width": 32, "depth": 2, "heads": 2, "codes": 16, "codeWidth": 2,
                "detokenizerDepth": 1, "contrastWidth": 16, "textLength": 24,
                "quantiser": {"kind": "fsq", "levels": [4, 4]}},
       "xar": {"width": 32, "encoderBlocks": 1, "decoderBlocks": 1, "heads": 2, "patch": 1,
               "entity": "cell 2"},
       "objective": {"batch": 6, "labelDrop": 0.1, "labelled": 0.5, "contrastWeight": 0.1,
                     "reconstructionWeight": 0.1, "tokenizerRate": 1, "allIds": 0.5,
                     "fromNoise": 0.2, "generatorFirst": 0,
                     "tokenizer": {"quantiseFrom": 0, "reviveEvery": 1, "reviveUntil": 0,
                                   "distortion": 0, "patches": 1, "wholeFrom": 0}},
       "training": %s,
       "defaults": {"sampler": "euler", "steps": 2, "guidance": 1}}
      """;

  @TempDir private Path folder;

  @Test
  void scenesHaveCaptionsButNoConceptOfTheirOwn() throws IOException {
    run("autoencoder", AUTOENCODER.formatted("", TRAINING.formatted(2, "1e-3")), "autoencoder");
    run("joint", JOINT.formatted(TRAINING.formatted(3, "1e-3")), "model");
    ModelConfig model = ModelConfig.read(folder.resolve("model"));
    assertThat(model.conceptNames()).hasSize(12);
    assertThat(model.xar().prefix()).isNotNull();
    assertThat(folder.resolve("model/seed/tokenizer.json")).content().contains("background");
    assertThat(Files.readAllLines(folder.resolve("model/metrics.jsonl")))
        .hasSize(3)
        .noneMatch(line -> line.contains("NaN"));
  }

  @Test
  void aVisionEncoderAloneIsTakenOver() throws IOException {
    run("autoencoder", AUTOENCODER.formatted("", TRAINING.formatted(2, "1e-3")), "autoencoder");
    String first = JOINT.formatted(TRAINING.formatted(2, "1e-3"));
    run("joint", first, "model");
    String further = first.replace("{\"name\"", "{\"startTokenizerFolder\": \"model\", %s\"name\"");
    String vision = further.formatted("\"startWith\": \"vision\", ");
    run("joint", vision.replace("\"depth\": 2", "\"depth\": 1").replace("1e-3", "1e-30"), "second");
    Map<String, float[]> before = tokenizer("model");
    Map<String, float[]> after = tokenizer("second");
    assertThat(after.get("visual_encoder.pos_embed"))
        .containsExactly(before.get("visual_encoder.pos_embed"));
    assertThat(after.get("query_tokens")).isNotEqualTo(before.get("query_tokens"));
    refused(vision.replace("\"visionHeads\": 2", "\"visionHeads\": 4"), "VisionSizes[imageSize=16");
    refused(further.formatted("").replace("\"depth\": 2", "\"depth\": 1"), "depth=2");
  }

  private void refused(String config, String said) {
    assertThatThrownBy(() -> run("joint", config, "third"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("startTokenizerFolder: " + folder.resolve("model"))
        .hasMessageContaining(said);
  }

  private Map<String, float[]> tokenizer(String model) {
    Map<String, float[]> values = new HashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights weights = SeedFolder.of(folder.resolve(model).resolve("seed")).weights(manager);
      weights.arrays().forEach((name, array) -> values.put(name, array.toFloatArray()));
    }
    return values;
  }

  @Test
  void anAutoencoderIsTrainedFurther() throws IOException {
    run("autoencoder", AUTOENCODER.formatted("", TRAINING.formatted(2, "1e-3")), "first");
    String start = "\"startFolder\": \"first\", ";
    run("autoencoder", AUTOENCODER.formatted(start, TRAINING.formatted(2, "1e-30")), "second");
    assertThat(folder.resolve("second/autoencoder.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("first/autoencoder.safetensors"));
    String other = AUTOENCODER.formatted(start, TRAINING.formatted(2, "1e-3"));
    assertThatThrownBy(
            () -> run("autoencoder", other.replace("\"blocks\": 1", "\"blocks\": 2"), "third"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("startFolder: " + folder.resolve("first") + " has the sizes");
  }

  private void run(String recipe, String config, String out) throws IOException {
    Path file = folder.resolve(recipe + ".json");
    Files.writeString(file, config);
    new RecipeRunner(
            file,
            new RecipeData(List.of(THINGS.toString()), List.of(), 20),
            folder.resolve(out),
            false,
            ComputeDevice.CPU)
        .run(Recipes.named(recipe), notice -> {});
  }
}
