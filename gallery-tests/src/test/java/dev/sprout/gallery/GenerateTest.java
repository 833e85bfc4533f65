package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.cli.SproutCommand;
import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures through the command line, with a model that was trained through it. */
class GenerateTest {
  @TempDir private static Path shared;
  private static Path model;
  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    model = TinyModel.train(shared);
  }

  private Command.Result generate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("generate", "--model", model.toString()));
    all.addAll(List.of(arguments));
    return Command.run(all.toArray(String[]::new));
  }

  private Path draw(String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("-o", file.toString()));
    all.addAll(List.of(arguments));
    assertThat(generate(all.toArray(String[]::new)).code()).isZero();
    return file;
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    Path first = draw("a.png", "red apple", "--seed", "5");
    Path second = draw("b.png", "red apple", "--seed", "5");
    Path other = draw("c.png", "red apple", "--seed", "6");
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Picture.read(other)).isNotEqualTo(Picture.read(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler", "heun", "midpoint", "euler-maruyama"})
  void aPictureOfABatchCanBeMadeAlone(String sampler) {
    draw("", "sun", "--sampler", sampler, "--count", "4", "--seed", "7");
    Path alone = draw("alone.png", "sun", "--sampler", sampler, "--seed", "9");
    assertThat(largestDifference(folder.resolve("sun-0003.png"), alone)).isLessThanOrEqualTo(1);
    assertThat(largestDifference(folder.resolve("sun-0002.png"), alone)).isGreaterThan(1);
  }

  @Test
  void inspectNamesTheCommandThatMakesThePictureAgain() {
    Path first = draw("first.png", "Blue Book!", "--style", "striped", "--seed", "-3");
    String out = Command.run("inspect", first.toString()).out();
    String command = out.lines().reduce((a, b) -> b).orElseThrow();
    assertThat(command).startsWith("./sprout generate 'Blue Book!' ");
    String[] words = command.replace("'Blue Book!'", "Blue_Book!").split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("again.png", folder.resolve("again.png").toString());
    }
    assertThat(Command.run(List.of(words).subList(1, words.length).toArray(String[]::new)).code())
        .isZero();
    assertThat(Picture.read(folder.resolve("again.png"))).isEqualTo(Picture.read(first));
  }

  @Test
  void everyPromptGetsItsOwnPictures() {
    draw("", "sun", "red apple", "--count", "2", "--seed", "3");
    assertSameButForRounding(
        folder.resolve("red-apple-0004.png"), draw("apple.png", "red apple", "--seed", "6"));
    assertSameButForRounding(folder.resolve("sun-0002.png"), draw("sun.png", "sun", "--seed", "4"));
    Path grid = folder.resolve("grid.png");
    assertThat(generate("sun", "red apple", "--count", "2", "--grid", grid.toString()).code())
        .isZero();
    assertThat(Command.run("inspect", grid.toString()).out())
        .contains("./sprout generate sun 'red apple' ", "--count=2");
  }

  /** A product of another number of rows may add in another order: one level of 255. */
  private static void assertSameButForRounding(Path file, Path other) {
    byte[] values = Picture.read(file).rgb();
    byte[] others = Picture.read(other).rgb();
    assertThat(values).hasSameSizeAs(others);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs((values[i] & 0xff) - (others[i] & 0xff))).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--steps=4",
        "--steps=1,2,3,4",
        "--guidance=4",
        "--guidance-schedule=constant",
        "--guidance-interval=0.4,0.6",
        "--temperature=0.5",
        "--negative=moon"
      })
  void samplingOptionsChangeThePictureAndAreWrittenIntoIt(String option) {
    Path usual = draw("usual.png", "sun");
    Path other = draw("other.png", "sun", option);
    assertThat(Picture.read(other)).isNotEqualTo(Picture.read(usual));
    assertThat(Command.run("inspect", other.toString()).out()).contains(option);
  }

  @Test
  void withoutGuidanceNothingIsLedAway() {
    Path usual = draw("usual.png", "sun", "--guidance=1");
    Path other = draw("other.png", "sun", "--guidance=1", "--negative=moon");
    assertThat(Picture.read(other)).isEqualTo(Picture.read(usual));
  }

  @Test
  void stepsForAnotherNumberOfEntitiesAreRefused() throws IOException {
    Command.Result result =
        generate("sun", "--steps=1,2,3", "-o", folder.resolve("a.png").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--steps has 3 numbers", "4 entities");
    assertThat(files()).isEmpty();
  }

  @Test
  void promptsMeetNamesKeywordsAndMisspellings() {
    Path plain = draw("plain.png", "red apple");
    for (String prompt :
        List.of("RED APPLE!", "apple, red", "a picture of a red apple", "red aple", "thing 0")) {
      Path other = folder.resolve("other.png");
      assertThat(generate(prompt, "--force", "-o", other.toString()).code()).isZero();
      assertThat(Picture.read(other)).as(prompt).isEqualTo(Picture.read(plain));
    }
  }

  @Test
  void unknownPromptsGetTheFiveNearestNames() throws IOException {
    Command.Result result = generate("submarine", "-o", folder.resolve("a.png").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(TinyModel.CONCEPTS.stream().filter(result.err()::contains)).hasSize(5);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--class, submarine", "--class, 6", "--class, -1"})
  void unknownClassesAreNamed(String option, String value) throws IOException {
    Command.Result result = generate(option, value, "-o", folder.resolve("a.png").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--class is " + value, "0 to 5", "apple");
    assertThat(files()).isEmpty();
  }

  @Test
  void unknownStylesAreNamed() {
    Command.Result result = generate("sun", "--style", "baroque");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--style is baroque", "flat, striped");
  }

  @Test
  void jsonSaysWhatWasMade() {
    Path grid = folder.resolve("grid.png");
    String out = generate("moon", "--count", "3", "--grid", grid.toString(), "--json").out();
    JsonObject report = JsonParser.parseString(out).getAsJsonObject();
    assertThat(report.get("count").getAsInt()).isEqualTo(3);
    assertThat(report.getAsJsonObject("parameters").get("class").getAsString()).isEqualTo("moon");
    Picture picture = Picture.read(grid);
    assertThat(picture.width()).isEqualTo(2 * 16 + 4);
    assertThat(picture.height()).isEqualTo(2 * 16 + 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xar.safetensors", "autoencoder.safetensors", "config.json"})
  void brokenModelsAreRefusedAndLeaveNothing(String part) throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, broken.resolve(file.getFileName()));
      }
    }
    try (RandomAccessFile file = new RandomAccessFile(broken.resolve(part).toFile(), "rw")) {
      file.setLength(file.length() - 10);
    }
    Path picture = folder.resolve("a.png");
    Command.Result result =
        Command.run("generate", "sun", "--model", broken.toString(), "-o", picture.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(part).doesNotContain("\tat ");
    Files.delete(broken.resolve(part));
    result = Command.run("generate", "sun", "--model", broken.toString(), "-o", picture.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(part);
    assertThat(picture).doesNotExist();
  }

  /** A quota of zero bytes a file stands for a full disk. */
  @Test
  void aFullDiskIsAPlainFailureThatLeavesNothing() throws Exception {
    List<String> quota = List.of("bash", "-c", "ulimit -f 0; trap '' XFSZ; exec \"$@\"", "quota");
    String[] arguments = {"generate", "sun", "--model", model.toString(), "-o", "a.png"};
    Process process = Command.start(folder, quota, SproutCommand.class, arguments);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("a.png").doesNotContain("\tat ");
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static int largestDifference(Path first, Path second) {
    byte[] a = Picture.read(first).rgb();
    byte[] b = Picture.read(second).rgb();
    int largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
    }
    return largest;
  }
}
