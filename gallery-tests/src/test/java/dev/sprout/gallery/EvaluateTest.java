package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations through the command line, of a model trained through it. */
class EvaluateTest {
  @TempDir private static Path shared;
  private static Path model;
  private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    model = TinyModel.trainWithWords(shared);
    data = shared.resolve("data");
    List<String> lines = new ArrayList<>(Files.readAllLines(data.resolve("metadata.jsonl")));
    lines.set(3, lines.get(3).replaceFirst("}$", ",\"heldOut\":true}"));
    lines.set(8, lines.get(8).replaceFirst("}$", ",\"heldOut\":true}"));
    Files.write(data.resolve("metadata.jsonl"), lines);
  }

  private static JsonObject json(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    all.add("--json");
    Command.Result result = Command.run(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }

  private static Command.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    return Command.run(all.toArray(String[]::new));
  }

  private static double share(JsonObject report, String name) {
    double value = report.get(name).getAsDouble();
    assertThat(value).as(name).isBetween(0.0, 1.0);
    return value;
  }

  @Test
  void captionsAreComparedWithNamesAndKeywords() {
    JsonObject report = json("captions", "--model=" + model, "--data=" + data);
    assertThat(report.get("pictures").getAsInt()).isEqualTo(12);
    double exact = share(report, "exact");
    assertThat(share(report, "named")).isGreaterThanOrEqualTo(exact);
    assertThat(exact).isGreaterThanOrEqualTo(0.5);
    assertThat(report.get("tokenizerTextSimilarity").getAsDouble()).isBetween(exact - 1e-6, 1.0001);
    Command.Result table = run("captions", "--model=" + model, "--data=" + data);
    assertThat(table.out()).contains("text similarity in the tokenizer's space");
  }

  @Test
  void wordsAndClassesAreShares() {
    JsonObject words = json("words", "--model=" + model, "--data=" + data, "--concepts=2");
    assertThat(words.get("heldOut").getAsInt()).isEqualTo(2);
    for (String name : List.of("heldOutKeptByIds", "codesUsed", "named", "reworded")) {
      share(words, name);
    }
    share(words.getAsJsonObject("trainedCaptions"), "named");
    JsonObject classes =
        json(
            "classes",
            "--model=" + model,
            "--data=" + data,
            "--concepts=3",
            "--steps=2",
            "--grids=" + folder);
    assertThat(classes.get("concepts").getAsInt()).isEqualTo(3);
    assertThat(classes.get("heldOut").getAsInt()).isEqualTo(2);
    share(classes, "nearestIsRight");
    assertThat(folder.resolve("trained.png")).exists();
    assertThat(folder.resolve("held-out.png")).exists();
  }

  @Test
  void reconstructionsOfAModelAreScored() {
    JsonObject report =
        json("reconstruction", "--real=" + data, "--model=" + model, "--features=none");
    assertThat(report.get("reconstructions").getAsString()).endsWith(", autoencoder");
    JsonObject scores = report.getAsJsonObject("scores");
    assertThat(scores.get("pairs").getAsInt()).isEqualTo(12);
    assertThat(scores.get("psnr").getAsDouble()).isGreaterThan(5);
    assertThat(scores.getAsJsonObject("protocol").getAsJsonObject("way").get("through"))
        .hasToString("\"autoencoder\"");
    JsonObject byIds =
        json(
            "reconstruction",
            "--real=" + data,
            "--model=" + model,
            "--through=ids",
            "--features=none");
    assertThat(byIds.get("reconstructions").getAsString()).contains("ids");
    assertThat(byIds.getAsJsonObject("scores").get("psnr").getAsDouble())
        .isNotEqualTo(scores.get("psnr").getAsDouble());
  }

  private Path copies(String name, int count) throws IOException {
    Path copies = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".png")).limit(count).toList()) {
        Files.copy(file, copies.resolve(file.getFileName()));
      }
    }
    return copies;
  }

  @Test
  void whatCantBeComparedIsRefused() throws IOException {
    Path one = copies("one", 3);
    Path other = copies("other", 2);
    Command.Result unpaired =
        run("reconstruction", "--real=" + one, "--fake=" + other, "--features=none");
    assertThat(unpaired.code()).isEqualTo(1);
    assertThat(unpaired.err()).contains("--fake holds no partner of 1 pictures");
    assertThat(run("reconstruction", "--real=" + one).code()).isEqualTo(2);
    Command.Result without = run("generation", "--real=" + one, "--fake=" + model);
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("--draw-into is missing");
    Command.Result weights =
        run("generation", "--real=" + one, "--fake=" + other, "--features=inception");
    assertThat(weights.code()).isEqualTo(2);
    assertThat(weights.err())
        .contains("--weights is missing", "weights-inception-2015-12-05")
        .doesNotContain("http");
    Command.Result count = run("generation", "--real=" + one, "--fake=" + other, "--count=5");
    assertThat(count.code()).isEqualTo(2);
    assertThat(count.err()).contains("--count: there is nothing to apply it to");
    assertThat(run("generation", "--real=none", "--fake=" + other).err())
        .contains("none doesn't exist");
    assertThat(run("generation", "--real=" + one, "--fake=" + other, "--metrics=fud").err())
        .contains("--metrics is fud", "density-coverage");
  }

  /** Before any picture is read, of which one is broken. */
  @Test
  void missingFoldersAreRefusedAtOnce() throws IOException {
    Path pictures = copies("pictures", 2);
    Files.write(pictures.resolve("z.png"), new byte[] {7});
    String nowhere = folder.resolve("nowhere").toString();
    String network = "--features=" + program();
    assertThat(run("stats", pictures.toString(), "-o", nowhere + "/a.npz", network).err())
        .contains("there is no folder " + nowhere);
    String[] sets = {"--real=" + pictures, "--fake=" + pictures};
    assertThat(run("generation", sets[0], sets[1], network, "--plot=" + nowhere + "/a.svg").err())
        .contains("there is no folder " + nowhere);
    assertThat(run("generation", sets[0], sets[1], network, "--resize=clean").err())
        .contains("z.png");
  }

  @Test
  void smallNetworkScoresPicturesStatisticsAndModels() throws IOException {
    Path real = copies("real", 12);
    Path drawn = folder.resolve("drawn");
    String[] network = {"--features=" + program(), "--resize=clean"};
    Path stats = folder.resolve("real.npz");
    JsonObject written = json("stats", real.toString(), "-o", "" + stats, network[0], network[1]);
    assertThat(written.get("dimensions").getAsInt()).isEqualTo(24);
    String[] command = {
      "generation",
      "--real=" + stats,
      "--fake=" + model,
      "--draw-into=" + drawn,
      "--count=14",
      "--seed=5",
      "--steps=2",
      network[0],
      network[1],
      "--plot=" + folder.resolve("plot.svg")
    };
    JsonObject first = json(command);
    assertThat(first.getAsJsonObject("protocol").get("fakeCount").getAsInt()).isEqualTo(14);
    assertThat(folder.resolve("plot.svg")).exists();
    Picture third = Picture.read(drawn.resolve("000003.png"));
    Picture last = Picture.read(drawn.resolve("000013.png"));
    Files.delete(drawn.resolve("000003.png"));
    Files.delete(drawn.resolve("000013.png"));
    assertThat(json(command)).isEqualTo(first);
    assertThat(Picture.read(drawn.resolve("000003.png"))).isEqualTo(third);
    assertThat(Picture.read(drawn.resolve("000013.png"))).isEqualTo(last);
    assertThat(Png.readText(drawn.resolve("000013.png")))
        .containsEntry("seed", "18")
        .containsEntry("class", TinyModel.CONCEPTS.get(13 % 6));
    command[5] = "--seed=6";
    assertThat(run(command).err()).contains("holds pictures of another evaluation");
    command[5] = "--seed=5";
    command[9] = "--precision=bf16";
    assertThat(run(command).err())
        .contains("another evaluation", "\"precision\":\"fp32\"", "\"precision\":\"bf16\"");
    JsonObject sets =
        json("generation", "--real=" + real, "--fake=" + drawn, network[0], network[1]);
    assertThat(sets.getAsJsonArray("scores").size()).isEqualTo(6);
    assertThat(sets.getAsJsonArray("scores").get(0).getAsJsonObject().get("value").getAsDouble())
        .isCloseTo(
            first.getAsJsonArray("scores").get(0).getAsJsonObject().get("value").getAsDouble(),
            offset(1e-4));
    refusals(real, drawn, network);
  }

  private void refusals(Path real, Path drawn, String... network) throws IOException {
    String[] command = {
      "generation", "--real=" + real, "--fake=" + drawn, network[0], network[1], ""
    };
    command[5] = "--kd-subset=13";
    Command.Result subset = run(command);
    assertThat(subset.code()).isEqualTo(2);
    assertThat(subset.err()).contains("--kd-subset is 13", "2 to 12");
    command[5] = "--bootstrap=3";
    Command.Result intervals = run(command);
    assertThat(intervals.out()).contains("(95 %:", "KD-Bytes is a mean over random subsets");
    command[5] = "--kd-subset=some";
    assertThat(run(command).err()).contains("--kd-subset is some", "a whole number from 2, or all");
    command[5] = "--is-order=sorted";
    assertThat(run(command).err()).contains("--is-order is sorted", "random or given");
    Path mixed = copies("mixed", 3);
    Png.write(mixed.resolve("z.png"), new Picture(20, 20, new byte[1200]), Map.of());
    command[1] = "--real=" + mixed;
    command[5] = "--metrics=fd";
    assertThat(run(command).err()).contains("z.png has 20×20 pixels");
    Files.write(mixed.resolve("z.png"), new byte[] {7});
    Command.Result broken = run(command);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("z.png");
    command[1] = "--real=" + copies("single", 1);
    assertThat(run(command).err()).contains("holds one picture");
  }

  /** A small TorchScript program, with a description of what it takes. */
  private Path program() throws IOException {
    Path program = folder.resolve("bytes.pt");
    Files.copy(PARITY.resolve("bytes.pt"), program);
    Files.writeString(folder.resolve("bytes.json"), "{\"size\": 32, \"type\": \"uint8\"}");
    return program;
  }

  /** The distance that NumPy computes of the program's features in Python. */
  @Test
  void theFrechetDistanceIsThatOfPython() throws IOException {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path last = Files.createDirectories(folder.resolve("last"));
    for (int k = 0; k < 8; k++) {
      String name = k + ".png";
      Files.copy(PARITY.resolve(name), (k < 4 ? first : last).resolve(name));
    }
    JsonObject report =
        json("generation", "--real=" + first, "--fake=" + last, "--features=" + program());
    JsonObject score = report.getAsJsonArray("scores").get(0).getAsJsonObject();
    assertThat(score.get("name").getAsString()).isEqualTo("FD-Bytes");
    assertThat(score.get("value").getAsDouble()).isCloseTo(5.475902382599663, offset(1e-4));
    assertThat(report.getAsJsonArray("notes").get(0).getAsString()).contains("of 24 dimensions");
  }

  private static final Path PARITY =
      Path.of("../evaluation/src/test/resources/dev/sprout/evaluation/features/torchscript");
}
