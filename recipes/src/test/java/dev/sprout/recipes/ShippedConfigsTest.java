package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code configs/} and of the shipped model are read, and not a key less or more. */
class ShippedConfigsTest {
  /** Keys that a file may leave out. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "why",
          "startFolder",
          "startTokenizerFolder",
          "startGeneratorFolder",
          "quantiser",
          "startWith",
          "textLength",
          "allIds",
          "fromNoise",
          "previewEvery",
          "precision",
          "microBatches",
          "network",
          "normalisation",
          "augmentation",
          "symmetries",
          "elastic",
          "contrast",
          "brightness",
          "gamma",
          "validation");

  @TempDir private Path folder;

  static List<Recipe<?>> recipes() {
    return Recipes.ALL;
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void eachIsReadAndWrittenAlike(Recipe<?> recipe) {
    Record config = read(recipe, shipped(recipe));
    Path copy = folder.resolve("copy.json");
    JsonFile.write(copy, config);
    assertThat(readFile(recipe, copy)).isEqualTo(config);
    assertThat(tree(copy).toString()).doesNotContain("BF16", "COSINE");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyMissingKeyIsNamed(Recipe<?> recipe) {
    List<String> paths = new ArrayList<>();
    collect("", shipped(recipe), paths);
    assertThat(paths).hasSizeGreaterThan(15);
    for (String path : paths) {
      JsonObject tree = shipped(recipe);
      String key = path.substring(path.lastIndexOf('.') + 1);
      parent(tree, path).remove(key);
      if (OPTIONAL.contains(key)) {
        assertThat(read(recipe, tree)).isNotNull();
      } else {
        assertThatThrownBy(() -> read(recipe, tree))
            .isInstanceOf(UserError.class)
            .hasMessageContaining(path + " is missing; accepted is");
      }
    }
  }

  @Property(tries = 200)
  void everyAddedKeyIsNamed(
      @ForAll("anyRecipe") Recipe<?> recipe, @ForAll("keys") String key, @ForAll int place)
      throws IOException {
    JsonObject tree = shipped(recipe);
    List<String> parts = new ArrayList<>(List.of(""));
    collect("", tree, parts);
    parts.removeIf(path -> !path.isEmpty() && !at(tree, path).isJsonObject());
    String part = parts.get(Math.floorMod(place, parts.size()));
    at(tree, part).getAsJsonObject().addProperty(key, 1);
    Path file = Files.createTempFile("config", ".json");
    Files.writeString(file, tree.toString());
    try {
      assertThatThrownBy(() -> readFile(recipe, file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining((part.isEmpty() ? key : part + "." + key) + " is not known");
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<Recipe<?>> anyRecipe() {
    return Arbitraries.of(Recipes.ALL);
  }

  /** No name of ours begins with an x and a digit. */
  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(9)
        .map(s -> "x1" + s);
  }

  @Test
  void previewsAreForNetworksThatDraw() {
    for (Recipe<?> recipe : Recipes.ALL) {
      boolean said = shipped(recipe).getAsJsonObject("training").has("previewEvery");
      assertThat(said).isEqualTo(recipe.drawsPreviews());
    }
  }

  @Test
  void olderFilesStayReadable() {
    JsonObject tree = shipped(Recipes.named("seed"));
    Record config = read(Recipes.named("seed"), tree);
    tree.add("data", tree.remove("objective"));
    tree.add("generator", tree.remove("generatorFolder"));
    tree.getAsJsonObject("training").addProperty("schedule", "COSINE");
    tree.getAsJsonObject("data").addProperty("precision", "BF16");
    tree.getAsJsonObject("training").addProperty("lanes", 1);
    assertThat(read(Recipes.named("seed"), tree)).isEqualTo(config);
  }

  @Test
  void theShippedModelIsReadAndWrittenAlike() throws IOException {
    Path model = Path.of("../models/emoji");
    ModelConfig config = ModelConfig.read(model);
    config.write(folder);
    assertThat(ModelConfig.read(folder)).isEqualTo(config);
    JsonObject tree = tree(model.resolve(ModelConfig.FILE));
    tree.getAsJsonObject("autoencoder").remove("latentScale");
    Files.writeString(folder.resolve(ModelConfig.FILE), tree.toString());
    assertThatThrownBy(() -> ModelConfig.read(folder))
        .hasMessageContaining("autoencoder.latentScale is missing");
    assertThat(SeedFolder.of(model.resolve("seed")).config().codes()).isEqualTo(512);
  }

  private Record read(Recipe<?> recipe, JsonObject tree) {
    Path file = folder.resolve("config.json");
    try {
      Files.writeString(file, tree.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return readFile(recipe, file);
  }

  private static Record readFile(Recipe<?> recipe, Path file) {
    return JsonFile.readRecord(file, recipe.configuration(), UserError.Kind.INVALID_REQUEST);
  }

  private static JsonObject shipped(Recipe<?> recipe) {
    String name = recipe.stage().isEmpty() ? "emoji-" + recipe.name() : "em-" + recipe.stage();
    return tree(Path.of("../configs/" + name + ".json"));
  }

  private static JsonObject tree(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(String prefix, JsonObject object, List<String> paths) {
    object
        .asMap()
        .forEach(
            (key, value) -> {
              paths.add(prefix + key);
              if (value.isJsonObject()) {
                collect(prefix + key + ".", value.getAsJsonObject(), paths);
              }
            });
  }

  private static JsonElement at(JsonObject tree, String path) {
    JsonElement found = tree;
    for (String key : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      found = found.getAsJsonObject().get(key);
    }
    return found;
  }

  private static JsonObject parent(JsonObject tree, String path) {
    int dot = path.lastIndexOf('.');
    return at(tree, dot < 0 ? "" : path.substring(0, dot)).getAsJsonObject();
  }
}
