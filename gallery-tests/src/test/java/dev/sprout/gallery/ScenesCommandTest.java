package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.core.UserError;
import dev.sprout.gallery.scenes.SceneReport;
import dev.sprout.gallery.scenes.SceneSection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements of a tiny model with all parts, on scenes of twelve things. */
class ScenesCommandTest {
  private static final Path THINGS = Path.of("../scenes/src/test/resources/things");
  private static final int SCENES = 3;

  @TempDir private static Path shared;
  private static Path model;
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    TinyModel tiny = new TinyModel(shared, 4, THINGS);
    model = shared.resolve("model");
    Path config = shared.resolve("joint.json");
    Files.writeString(
        config,
        JointTest.CONFIG
            .replace("\"autoencoderFolder\": \"model\"", "\"autoencoderFolder\": \"autoencoder\"")
            .replace("\"startGeneratorFolder\": \"model\", ", ""));
    for (String[] training :
        List.of(
            tiny.autoencoder(shared.resolve("autoencoder")),
            tiny.joint(config, model),
            tiny.language(model.resolve("language")))) {
      Command.Result result = Command.run(training);
      assertThat(result.code()).as(result.err()).isZero();
    }
  }

  private static String measure(Path measured, Path json, SceneSection... sections) {
    StringWriter out = new StringWriter();
    new SceneReport(measured, THINGS, SCENES, 1)
        .print(
            Arrays.asList(sections),
            json,
            new PrintWriter(out),
            new PrintWriter(new StringWriter()));
    return out.toString();
  }

  @Test
  void everyTableIsMeasured() throws IOException {
    Path file = folder.resolve("values.json");
    String out = measure(model, file, SceneSection.values());
    assertThat(out).startsWith("Model joint ").contains(", 3 scenes a table, seed 1.");
    assertThat(out).doesNotContain("Not measured").containsPattern("\\| both things right \\| \\d");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(json.get("seed").getAsInt()).isEqualTo(1);
    JsonObject tables = json.getAsJsonObject("sections");
    assertThat(tables.keySet())
        .containsExactly("compose", "count", "single", "roundtrip", "captions", "ids");
    assertThat(score(tables, "compose", "ground right", "drawn").get("of").getAsInt()).isEqualTo(3);
    JsonObject captions = tables.getAsJsonObject("captions");
    assertThat(
            captions.keySet().stream()
                .filter(row -> row.startsWith("questions about"))
                .mapToInt(
                    row -> score(tables, "captions", row, "its own picture").get("of").getAsInt())
                .sum())
        .isEqualTo(SCENES);
    assertThat(tables.getAsJsonObject("ids").keySet())
        .containsExactly("1", "2", "4", "8", "16", "32", "the autoencoder alone", "real scenes");
    assertThat(score(tables, "ids", "real scenes", "latent distance").get("mean").getAsDouble())
        .isZero();
    assertThat(score(tables, "ids", "1", "latent distance").get("mean").getAsDouble()).isPositive();
  }

  /** Every real picture is nearest to itself. */
  @Test
  void realPicturesAreRightAndSeedsDecide() {
    String out = measure(model, null, SceneSection.SINGLE);
    assertThat(out).contains("through ids | ");
    assertThat(out.lines().filter(line -> line.contains(" from the name ")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith("| 100.0 % (43.9–100.0), 3 of 3 |"));
    assertThat(measure(model, null, SceneSection.SINGLE)).isEqualTo(out);
  }

  @Test
  void whatAModelLacksIsSaid() throws IOException {
    Path mute = folder.resolve("mute");
    copy(model, mute);
    Path file = folder.resolve("values.json");
    String out =
        measure(mute, file, SceneSection.COMPOSE, SceneSection.ROUNDTRIP, SceneSection.CAPTIONS);
    assertThat(out)
        .contains("Not measured: it has no language model with a tokenizer and a generator")
        .contains("Not measured: it has no tokenizer with a language model")
        .contains("| held out: ground right | ");
    assertThat(Files.readString(file)).contains("\"notMeasured\"");
    Path autoencoder = shared.resolve("autoencoder");
    assertThat(measure(autoencoder, null, SceneSection.IDS, SceneSection.SINGLE))
        .contains("Not measured: its generator takes no prefix of ids.")
        .contains("Not measured: it has no generator.");
  }

  @Test
  void whatDoesntFitIsRefused() {
    assertThat(run("--scenes=1")).isEqualTo(2);
    assertThat(run("--seed=0")).isEqualTo(2);
    assertThat(run("--only=compose,dance")).isEqualTo(2);
    assertThat(run("--model=" + folder.resolve("none"))).isEqualTo(1);
    assertThat(run("--json=" + folder.resolve("none/values.json"))).isEqualTo(1);
    SceneReport opaque = new SceneReport(model, Path.of("samples/emoji"), SCENES, 1);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    assertThatThrownBy(() -> opaque.print(List.of(SceneSection.COMPOSE), null, nowhere, nowhere))
        .isInstanceOf(UserError.class);
  }

  private static int run(String option) {
    String[] usual = {"--model=" + model, "--data=" + THINGS};
    String[] arguments =
        Stream.concat(
                Arrays.stream(usual).filter(each -> !option.startsWith(each.split("=", 2)[0])),
                Stream.of(option))
            .toArray(String[]::new);
    return GalleryCommands.run(new ScenesCommand(), arguments);
  }

  private static JsonObject score(JsonObject tables, String table, String row, String column) {
    return tables.getAsJsonObject(table).getAsJsonObject(row).getAsJsonObject(column);
  }

  /** Copies a model without its language model. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("language")) {
          Path target = to.resolve(relative);
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }
}
