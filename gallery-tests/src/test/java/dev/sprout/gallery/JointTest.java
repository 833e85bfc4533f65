package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizer and generator trained together by the command line; pictures to ids and back. */
class JointTest {
  static final String CONFIG =
      """
      {"name": "joint", "description": "a test", "autoencoderFolder": "model",
       "startGeneratorFolder": "model", "pieces": 80,
       "seed": {"imageSize": 16, "patch": 4, "visionWidth": 32, "visionDepth": 1, "visionHeads": 2,
                "width": 32, "depth": 2, "heads": 2, "codes": 25, "codeWidth": 2,
                "detokenizerDepth": 1, "contrastWidth": 16,
                "quantiser": {"kind": "fsq", "levels": [5, 5]}},
       "xar": {"width": 32, "encoderBlocks": 1, "decoderBlocks": 1, "heads": 2, "patch": 1,
               "entity": "cell 2"},
       "objective": {"batch": 4, "labelDrop": 0.1, "labelled": 0.2, "contrastWeight": 0.1,
                     "reconstructionWeight": 0.1, "tokenizerRate": 1, "generatorFirst": 1,
                     "tokenizer": {"quantiseFrom": 0, "reviveEvery": 1, "reviveUntil": 0,
                                   "distortion": 0.5, "patches": 1, "wholeFrom": 0}},
       "training": {"steps": 4, "warmup": 1, "schedule": "cosine", "seed": 1, "checkpointEvery": 4,
                    "previewEvery": 4, "logEvery": 2, "keep": 1,
                    "optimiser": {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.99,
                                  "epsilon": 1e-8, "weightDecay": 0, "clipNorm": 1,
                                  "emaDecay": 0.9}},
       "defaults": {"sampler": "euler", "steps": 3, "guidance": 1.5}}
      """;

  @TempDir private static Path shared;
  private static Path joint;
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    TinyModel.train(shared);
    joint = train("joint.json", CONFIG, shared.resolve("joint"));
  }

  private static Path train(String name, String config, Path out) throws IOException {
    Command.Result result = trained(name, config, out);
    assertThat(result.code()).as(result.err()).isZero();
    return out;
  }

  private static Command.Result trained(String name, String config, Path out) throws IOException {
    Path file = shared.resolve(name);
    Files.writeString(file, config);
    return Command.run(
        "train",
        "joint",
        "--config=" + file,
        "--data=" + shared.resolve("data"),
        "--out=" + out,
        "--device=cpu");
  }

  private static String[] ids() {
    Command.Result result =
        Command.run("tokenize", "--model=" + joint, shared.resolve("data/1-0.png").toString());
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().strip().split("\\s+", -1);
  }

  private Command.Result detokenize(Path model, Path out, String... arguments) {
    Stream<String> command = Stream.of("detokenize", "--model=" + model, "-o", out.toString());
    return Command.run(Stream.concat(command, Arrays.stream(arguments)).toArray(String[]::new));
  }

  @Test
  void aPictureIsDrawnFromAllItsIdsOrTheFirst() throws IOException {
    String[] ids = ids();
    assertThat(ids).hasSize(32);
    Path all = folder.resolve("all.png");
    assertThat(detokenize(joint, all, ids).code()).isZero();
    assertThat(Png.readText(all)).containsEntry("prefix", "32 of 32 ids");
    Path some = folder.resolve("some.png");
    String[] kept =
        Stream.concat(Stream.of("--ids-kept=4"), Arrays.stream(ids)).toArray(String[]::new);
    assertThat(detokenize(joint, some, kept).code()).isZero();
    Map<String, String> parameters = Png.readText(some);
    assertThat(parameters)
        .containsEntry("prefix", "4 of 32 ids")
        .containsEntry("ids", String.join(" ", Arrays.copyOf(ids, 4)));
    Path again = folder.resolve("again.png");
    assertThat(detokenize(joint, again, Arrays.copyOf(ids, 4)).code()).isZero();
    assertThat(Picture.read(again)).isEqualTo(Picture.read(some)).isNotEqualTo(Picture.read(all));
    int[] first = Arrays.stream(ids).limit(4).mapToInt(Integer::parseInt).toArray();
    try (Sprout sprout = Sprout.load(joint)) {
      assertThat(sprout.card().prefix()).isEqualTo(32);
      assertThat(sprout.detokenize(first, 0)).isEqualTo(Picture.read(some));
    }
    assertThat(Command.run("inspect", some.toString()).out()).contains("prefix", "4 of 32 ids");
  }

  @Test
  void classesAreStillDrawn() {
    Path out = folder.resolve("class.png");
    assertThat(
            Command.run("generate", "--model=" + joint, "--class=sun", "-o", out.toString()).code())
        .isZero();
    assertThat(Png.readText(out)).containsEntry("class", "sun").doesNotContainKey("prefix");
  }

  @Test
  void whatDoesntFitIsNamed() throws IOException {
    Path out = folder.resolve("out.png");
    assertThat(detokenize(joint, out, "--style=flat", "1", "2").err())
        .contains("--style is flat, but this model draws ids in the style that they describe");
    assertThat(detokenize(joint, out, "1", "25").err()).contains("image id is 25; accepted are 0");
    assertThat(detokenize(joint, out, "--ids-kept=3", "1", "2").err())
        .contains("--ids-kept is 3; accepted is a whole number from 1 to 2");
    assertThat(detokenize(shared.resolve("model"), out, "--ids-kept=1", "1", "2").err())
        .contains("--ids-kept is 1, but this model's generator has no prefix");
    assertThat(out).doesNotExist();
    String head = CONFIG.replace("\"contrastWidth\"", "\"headWidths\": [8], \"contrastWidth\"");
    assertThat(trained("head.json", head, folder.resolve("head")).err())
        .contains("seed.headWidths has no effect");
    String wide = CONFIG.replace("\"decoderBlocks\": 1", "\"decoderBlocks\": 2");
    assertThat(trained("wide.json", wide, folder.resolve("wide")).err())
        .contains("startGeneratorFolder: ", "ask for the same");
    String coded = CONFIG.replace("\"reviveUntil\": 0", "\"reviveUntil\": 5");
    assertThat(trained("coded.json", coded, folder.resolve("coded")).err())
        .contains("reviveUntil is 5; accepted is 0 with finite scalars");
  }

  @Test
  void itsPartsAreAStartAndAreConvertedWhole() throws IOException {
    String further =
        CONFIG
            .replace("\"startGeneratorFolder\": \"model\"", "\"startGeneratorFolder\": \"joint\"")
            .replace("\"pieces\"", "\"startTokenizerFolder\": \"joint\", \"pieces\"")
            .replace("1e-3", "1e-12");
    Path out = train("further.json", further, folder.resolve("further"));
    Path own = folder.resolve("own.png");
    Path same = folder.resolve("same.png");
    assertThat(detokenize(joint, own, ids()).code()).isZero();
    assertThat(detokenize(out, same, ids()).code()).isZero();
    assertThat(Picture.read(same)).isEqualTo(Picture.read(own));
    Path converted = folder.resolve("converted");
    Command.Result result =
        Command.run("convert", joint.toString(), converted.toString(), "--type=fp16");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(converted.resolve("seed/tokenizer.json"))
        .hasSameBinaryContentAs(joint.resolve("seed/tokenizer.json"));
    Path picture = folder.resolve("converted.png");
    assertThat(detokenize(converted, picture, ids()).code()).isZero();
    assertThat(Picture.read(picture)).isEqualTo(Picture.read(own));
  }
}
