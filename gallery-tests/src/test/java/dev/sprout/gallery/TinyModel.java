package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model of a few thousand weights, trained by the command line on pictures made here. */
final class TinyModel {
  static final List<String> CONCEPTS =
      List.of("red apple", "green apple", "blue book", "wine glass", "sun", "moon");
  private static final List<String> STYLES = List.of("flat", "striped");
  private static final int SIDE = 16;

  final Path data;
  final Path autoencoderConfig;
  final Path xarConfig;
  final Path seedConfig;
  final Path detokenizerConfig;
  final Path languageConfig;

  /** Makes pictures and configurations in a folder. */
  TinyModel(Path folder, int steps) {
    this(folder, steps, folder.resolve("data"));
    try {
      writePictures();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes configurations in a folder, for given pictures. */
  TinyModel(Path folder, int steps, Path data) {
    this.data = data;
    autoencoderConfig = folder.resolve("autoencoder.json");
    xarConfig = folder.resolve("xar.json");
    seedConfig = folder.resolve("seed.json");
    detokenizerConfig = folder.resolve("detokenizer.json");
    languageConfig = folder.resolve("language.json");
    try {
      Files.writeString(autoencoderConfig, AUTOENCODER.formatted(SIZES, training(steps)));
      Files.writeString(xarConfig, XAR.formatted(training(steps)));
      Files.writeString(seedConfig, SEED.formatted(training(8 * steps)));
      Files.writeString(detokenizerConfig, DETOKENIZER.formatted(training(steps)));
      Files.writeString(languageConfig, LANGUAGE.formatted(training(15 * steps)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains both parts into {@code folder/autoencoder} and {@code folder/model}. */
  static Path train(Path folder) {
    TinyModel tiny = new TinyModel(folder, 20);
    Path model = folder.resolve("model");
    assertThat(Command.run(tiny.autoencoder(folder.resolve("autoencoder"))).code()).isZero();
    assertThat(Command.run(tiny.xar(model)).code()).isZero();
    return model;
  }

  /** Trains all four parts into {@code folder/model}. */
  static Path trainWithWords(Path folder) {
    Path model = train(folder);
    TinyModel tiny = new TinyModel(folder, 20);
    assertThat(Command.run(tiny.seed(model.resolve("seed"))).code()).isZero();
    assertThat(Command.run(tiny.language(model.resolve("language"))).code()).isZero();
    return model;
  }

  /** Goes on from {@code folder/model} for a step that is too small to change anything. */
  static void goOnWithWords(Path folder, Path out) {
    TinyModel tiny = new TinyModel(folder, 20);
    try {
      for (Path config : List.of(tiny.seedConfig, tiny.languageConfig)) {
        String text = Files.readString(config);
        text = text.replaceFirst("\\{", "{\"startFolder\": \"model\", ");
        text = text.replaceAll("\"steps\": \\d+", "\"steps\": 1").replace("3e-3", "1e-12");
        Files.writeString(config, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(Command.run(tiny.seed(out.resolve("seed"))).code()).isZero();
    assertThat(Command.run(tiny.language(out.resolve("language"))).code()).isZero();
  }

  String[] seed(Path out) {
    return arguments("seed", seedConfig, out);
  }

  String[] detokenizer(Path out) {
    return arguments("detokenizer", detokenizerConfig, out);
  }

  String[] language(Path out) {
    return arguments("language", languageConfig, out);
  }

  String[] joint(Path config, Path out) {
    return arguments("joint", config, out);
  }

  String[] autoencoder(Path out) {
    return arguments("autoencoder", autoencoderConfig, out);
  }

  String[] xar(Path out) {
    return arguments("xar", xarConfig, out);
  }

  private String[] arguments(String network, Path config, Path out) {
    return new String[] {
      "train", network, "--config=" + config, "--data=" + data, "--out=" + out, "--device=cpu"
    };
  }

  private void writePictures() throws IOException {
    Files.createDirectories(data);
    StringBuilder lines = new StringBuilder();
    for (int concept = 0; concept < CONCEPTS.size(); concept++) {
      for (int style = 0; style < STYLES.size(); style++) {
        String file = "%d-%d.png".formatted(concept, style);
        Png.write(data.resolve(file), picture(concept, style), Map.of());
        lines.append(
            """
            {"file":"%s","concept":"%s","style":"%s","keywords":["thing %d"]}
            """
                .formatted(file, CONCEPTS.get(concept), STYLES.get(style), concept));
      }
    }
    Files.writeString(data.resolve("metadata.jsonl"), lines);
  }

  private static Picture picture(int concept, int style) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      int row = i / 3 / SIDE;
      boolean white = style == 1 && row % 4 < 2;
      rgb[i] = (byte) (white || (((concept + 1) >> (i % 3)) & 1) == 1 ? 255 : 40 * concept);
    }
    return new Picture(SIDE, SIDE, rgb);
  }

  private static String training(int steps) {
    return TRAINING.formatted(steps);
  }

  private static final String SIZES =
      """
      {"imageSize": 16, "patch": 2, "channels": 32, "multipliers": [1, 1], "blocks": 1,
       "latentChannels": 4}\
      """;

  private static final String TRAINING =
      """
      {"steps": %d, "warmup": 5, "schedule": "cosine", "seed": 1, "checkpointEvery": 10,
       "logEvery": 10, "keep": 2,
       "optimiser": {"learningRate": 3e-3, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8,
                     "weightDecay": 0, "clipNorm": 1, "emaDecay": 0.9}}\
      """;

  private static final String AUTOENCODER =
      """
      {"autoencoder": %s,
       "objective": {"batch": 4, "divergenceWeight": 1e-3, "precision": "fp32"},
       "training": %s}
      """;

  private static final String XAR =
      """
      {"name": "tiny", "description": "a test", "autoencoderFolder": "autoencoder",
       "xar": {"width": 32, "encoderBlocks": 1, "decoderBlocks": 1, "heads": 2, "patch": 1,
               "entity": "cell 2"},
       "objective": {"batch": 4, "labelDrop": 0.1, "precision": "fp32"},
       "training": %s,
       "defaults": {"sampler": "euler", "steps": 3, "guidance": 1.5}}
      """;

  private static final String SEED =
      """
      {"generatorFolder": "model", "pieces": 80,
       "seed": {"imageSize": 16, "patch": 4, "visionWidth": 32, "visionDepth": 1, "visionHeads": 2,
                "width": 32, "depth": 2, "heads": 2, "codes": 16, "codeWidth": 8,
                "detokenizerDepth": 1, "headWidths": [16, 8], "contrastWidth": 16},
       "objective": {"batch": 12, "precision": "fp32", "quantiseFrom": 20, "reviveEvery": 10,
                "reviveUntil": 100, "generationWeight": 2, "distortion": 2, "patches": 0.5,
                "wholeFrom": 5},
       "training": %s}
      """;

  private static final String DETOKENIZER =
      """
      {"tokenizerFolder": "model/seed", "generatorFolder": "model",
       "objective": {"batch": 12, "views": 2, "distortion": 1, "noise": 0.1},
       "training": %s}
      """;

  private static final String LANGUAGE =
      """
      {"tokenizerFolder": "model/seed",
       "language": {"width": 32, "layers": 2, "heads": 2, "keyValueHeads": 1, "hidden": 64},
       "objective": {"batch": 12, "precision": "fp32", "views": 2, "distortion": 1},
       "training": %s}
      """;
}
