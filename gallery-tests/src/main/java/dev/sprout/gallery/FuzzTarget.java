package dev.sprout.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.LlamaConfig;
import dev.sprout.language.LlamaNetwork;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.PictureSource;
import dev.sprout.recipes.Recipe;
import dev.sprout.recipes.Recipes;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedNetwork;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.network.XarNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A parser of files that nobody vouches for.
 *
 * @param name on the command line
 * @param file name that the parser looks for
 * @param sound small files that it accepts
 * @param reader reads the file in a folder and what follows from it, but no weights
 */
record FuzzTarget(String name, String file, List<byte[]> sound, Reader reader) {
  /** Reads what is in a folder. */
  interface Reader {
    void read(Path folder);
  }

  private static final List<String> TEXTS =
      List.of("red apple, please!", "aaaaaaaaaaaaaaaaaaaaaaaaaaab", "🍎 é <img> </s>");

  private static final String SHARDS =
      """
      {"metadata": {"total_size": 123}, "weight_map": {
        "a.weight": "model-00001-of-00002.safetensors",
        "b.weight": "model-00002-of-00002.safetensors"}}
      """;

  /**
   * All parsers.
   *
   * @param root of the source tree, from which the sound files come
   */
  static List<FuzzTarget> all(Path root) {
    Path model = root.resolve("models/emoji");
    List<FuzzTarget> all = new ArrayList<>();
    all.add(new FuzzTarget("model", "config.json", sound(smallModel(model)), FuzzTarget::model));
    all.add(
        new FuzzTarget(
            "seed",
            "config.json",
            sound(text(model.resolve("seed/config.json"))),
            folder -> SeedNetwork.parameters(SeedFolder.of(folder).config())));
    for (Recipe<?> recipe : Recipes.ALL) {
      boolean isStaged = !recipe.stage().isEmpty();
      String name = isStaged ? recipe.stage() : recipe.name();
      String example =
          text(root.resolve("configs/" + (isStaged ? "em-" : "emoji-") + name + ".json"));
      all.add(new FuzzTarget(name + "-recipe", "recipe.json", sound(example), of(recipe)));
    }
    all.addAll(ofLanguage(root, model.resolve("language")));
    String lines =
        """
        {"file": "a.png", "concept": "x", "keywords": ["a", "b"], "n": 1.5e3, "t": true, "z": null}
        {"file_name": "b.png", "captions": ["one", "two"], "text": "\\u00e4\\n"}
        """;
    all.add(new FuzzTarget("lines", "metadata.jsonl", sound(lines), FuzzTarget::pictures));
    String table = "file,caption,n\na.png,\"one, \"\"two\"\"\",1\nb.png,ä,\n";
    all.add(new FuzzTarget("table", "metadata.csv", sound(table), FuzzTarget::pictures));
    return all;
  }

  private static List<FuzzTarget> ofLanguage(Path root, Path language) {
    Path tests = root.resolve("language-model/src/test/resources/dev/sprout/language");
    Path base = tests.resolve("faults/04-lora/base");
    Path adapter = tests.resolve("faults/04-lora/plain");
    String llama3 = text(tests.resolve("faults/03-rope-parameters/config-llama3.json"));
    NDManager manager = ComputeDevice.CPU.newManager(); // as long as the process
    return List.of(
        new FuzzTarget(
            "llama",
            "config.json",
            sound(text(language.resolve("config.json")), llama3),
            folder -> LlamaNetwork.parameters(LlamaConfig.read(folder))),
        new FuzzTarget(
            "adapter",
            "adapter_config.json",
            sound(text(adapter.resolve("adapter_config.json"))),
            folder -> adapter(base, adapter.resolve("adapter_model.safetensors"), folder, manager)),
        new FuzzTarget("shards", "model.safetensors.index.json", sound(SHARDS), FuzzTarget::shards),
        new FuzzTarget(
            "tokenizer",
            TextTokenizer.FILE,
            SmallTokenizers.of(JsonParser.parseString(text(language.resolve(TextTokenizer.FILE)))),
            FuzzTarget::tokenizer),
        new FuzzTarget(
            "sentencepiece",
            "tokenizer.model",
            List.of(bytes(tests.resolve("sentencepiece/llama.model"))),
            FuzzTarget::tokenizer));
  }

  private static void model(Path folder) {
    ModelConfig config = ModelConfig.read(folder);
    XarNetwork.parameters(config.xar());
    Autoencoder.parameters(config.autoencoder());
    config.defaults().options();
  }

  private static Reader of(Recipe<?> recipe) {
    return folder ->
        JsonFile.readRecord(
            folder.resolve("recipe.json"), recipe.configuration(), UserError.Kind.INVALID_REQUEST);
  }

  private static void adapter(Path base, Path weights, Path folder, NDManager manager) {
    Path copy = folder.resolve(weights.getFileName());
    if (Files.notExists(copy)) {
      write(copy, bytes(weights));
    }
    try (NDManager some = manager.newSubManager()) {
      LlamaCheckpoint.read(base, folder, Precision.FP32, some).close();
    }
  }

  private static void tokenizer(Path folder) {
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      for (String text : TEXTS) {
        tokenizer.decode(tokenizer.encode(text));
      }
      tokenizer.decode(0, tokenizer.size() - 1L);
    }
  }

  private static void shards(Path folder) {
    touch(folder, "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
    LlamaCheckpoint.files(folder);
  }

  private static void pictures(Path folder) {
    touch(folder, "a.png", "b.png");
    PictureSource.open(folder).close();
  }

  private static void touch(Path folder, String... names) {
    for (String name : names) {
      if (Files.notExists(folder.resolve(name))) {
        write(folder.resolve(name), new byte[1]);
      }
    }
  }

  /** The configuration of the shipped model with two of its concepts. */
  private static String smallModel(Path folder) {
    JsonObject config =
        JsonParser.parseString(text(folder.resolve(ModelConfig.FILE))).getAsJsonObject();
    JsonArray concepts = new JsonArray();
    concepts.add(config.getAsJsonArray("concepts").get(0));
    concepts.add(config.getAsJsonArray("concepts").get(1));
    config.add("concepts", concepts);
    int classes = concepts.size() + config.getAsJsonArray("styles").size();
    config.getAsJsonObject("xar").addProperty("classes", classes);
    return config.toString();
  }

  private static List<byte[]> sound(String... files) {
    return List.of(files).stream().map(file -> file.getBytes(UTF_8)).toList();
  }

  private static String text(Path file) {
    return new String(bytes(file), UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one input in a folder of this parser's own. */
  void read(Path folder, byte[] input) {
    write(folder.resolve(file), input);
    reader.read(folder);
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
