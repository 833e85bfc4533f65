package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands accept, refuse and print, as far as no model is needed. */
class CommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... arguments) {
    return SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  static Set<String> commands() {
    return SproutCommand.commandLine().getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithAnExample(String command) {
    assertThat(run(command, "--help")).isZero();
    String help = out.toString();
    assertThat(help).contains("--verbose");
    assertThat(help.substring(help.indexOf("Example"))).contains("sprout " + command);
    out.getBuffer().setLength(0);
    assertThat(run("help", command)).isZero();
    assertThat(out).hasToString(help);
  }

  @Test
  void helpNamesAllCommandsAndRefusesOthers() {
    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains(commands());
    assertThat(run("help", "paint")).isEqualTo(2);
    assertThat(err.toString()).contains("COMMAND is paint", "generate");
  }

  @Test
  void helpExplainsCommandsOfCommands() {
    assertThat(run("verify", "xar", "--help")).isZero();
    String help = out.toString();
    assertThat(help).contains("sprout verify xar", "--vectors");
    out.getBuffer().setLength(0);
    assertThat(run("help", "verify", "xar")).isZero();
    assertThat(out).hasToString(help);
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("--guidance-schedule").contains(commands());
  }

  @Test
  void doctorReportsTheMachine() {
    assertThat(run("doctor")).isZero();
    assertThat(out.toString())
        .contains("cores", "memory", "bf16", "GOMP_SPINCOUNT", "locale", "library", "models");
  }

  @ParameterizedTest
  @CsvSource({
    "true, generate apple",
    "true, doctor",
    "false, generate --help",
    "false, models",
    "false, --version",
    "false, inspect a.png"
  })
  void theNativeLibraryIsLoadedForCommandsThatCompute(boolean needed, String line) {
    assertThat(NativeLibrary.isNeeded(line.split(" "))).isEqualTo(needed);
  }

  @Test
  void namesThatNoFileSystemTakesAreRefused() {
    String file = folder.resolve("é".repeat(126) + ".png").toString();
    assertThat(run("generate", "apple", "--model", "nowhere", "-o", file)).isEqualTo(1);
    assertThat(err.toString()).contains("file name of 256 bytes");
  }

  @Test
  void unknownCommandsAndOptionsSuggestTheRightOne() {
    assertThat(run("generat")).isEqualTo(2);
    assertThat(err.toString()).contains("generate");
    assertThat(run("generate", "apple", "--sed", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--seed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paint",
        "paint --help",
        "-h paint",
        "paint --version",
        "generat --help",
        "em paint",
        "em paint --help",
        "evaluate paint -h",
        "verify paint --help",
        "bench --help paint",
        "em --help paint"
      })
  void unknownCommandsAreRefusedAlsoBesideHelp(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).containsPattern("(paint|generat) is no command; accepted are \\w+");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesThatCannotBeWrittenAreNoNumbers() {
    assertThat(run("inspect", "a\0.png")).isEqualTo(2);
    assertThat(err.toString()).startsWith("FILE is a").contains("a name in the letters");
  }

  @Test
  void superfluousArgumentsAreNamed() {
    assertThat(run("models", "emoji")).isEqualTo(2);
    assertThat(err.toString()).startsWith("emoji is one argument too many");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Name a command", "--help");
  }

  @ParameterizedTest
  @CsvSource({
    "--steps, 0",
    "--steps, 1001",
    "--steps, many",
    "--guidance, NaN",
    "--guidance, Infinity",
    "--count, -1",
    "--count, 0",
    "--count, 10001",
    "--seed, 1.5",
    "--sampler, leap",
    "--device, tpu",
    "--precision, fp64",
    "--temperature, 0",
    "--temperature, NaN",
    "--guidance-schedule, cosine",
    "--guidance-interval, 0.5",
    "'--guidance-interval', '0.6,0.4'",
    "--grid, apples.jpg"
  })
  void badValuesAreNamedBeforeAnyModelIsLoaded(String option, String value) {
    assertThat(run("generate", "apple", "--model", "nowhere", option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(option, value).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "--steps:1e3:--steps is 1e3; a whole number is needed",
        "--steps:10,many:--steps is many; a whole number is needed",
        "--count:2147483648:--count is 2147483648; a whole number below 2^31 is needed",
        "--seed:9223372036854775808:--seed is 9223372036854775808; a whole number below 2^63 is"
            + " needed",
        "--seed:1.5:--seed is 1.5; a whole number is needed",
        "--guidance:two:--guidance is two; a number is needed",
        "--temperature:warm:--temperature is warm; a number is needed",
        "--precision:fp64:--precision is fp64; one of fp32, bf16 is needed",
        "--json:maybe:--json is maybe; true or false is needed",
        "--count:'':--count is empty; a whole number is needed",
        "--sampler:'':--sampler is empty; accepted is euler,"
      })
  void valuesOfAnotherTypeAreRefusedInTheSameWords(String option, String value, String said) {
    assertThat(run("generate", "apple", "--model", "nowhere", option + "=" + value)).isEqualTo(2);
    assertThat(err.toString()).startsWith(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-9223372036854775808", "9223372036854775806", "0"})
  void everySeedIsAccepted(String seed) {
    assertThat(run("generate", "apple", "--model", "nowhere", "--seed", seed)).isEqualTo(1);
    assertThat(err.toString()).contains("--model nowhere");
  }

  @Test
  void nanIsRefusedLikeOtherScales() {
    assertThat(run("generate", "apple", "--guidance", "nan")).isEqualTo(2);
    assertThat(err.toString()).contains("--guidance is NaN; accepted is a finite number");
  }

  @Test
  void promptAndClassExcludeEachOther() {
    assertThat(run("generate")).isEqualTo(2);
    assertThat(run("generate", "apple", "--class", "3")).isEqualTo(2);
    assertThat(run("generate", " ")).isEqualTo(2);
  }

  @Test
  void missingOutputFoldersAreRefused() {
    Path missing = folder.resolve("missing");
    assertThat(run("generate", "apple", "-o", missing.toString())).isEqualTo(1);
    assertThat(run("generate", "apple", "-o", missing.resolve("a.png").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is neither a folder nor a .png file", "is missing");
  }

  @Test
  void manyPicturesNeedAFolder() {
    String file = folder.resolve("a.png").toString();
    assertThat(run("generate", "apple", "-o", file, "--count", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("name a folder", "--grid");
  }

  @Test
  void existingFilesStayWithoutForce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "mine");
    String[] command = {"generate", "apple", "--model", "nowhere", "-o", file.toString()};
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).contains("--force");
    err.getBuffer().setLength(0);
    assertThat(run("generate", "apple", "--model", "nowhere", "--force", "-o", file.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("--model nowhere");
    assertThat(file).hasContent("mine");
  }

  @Test
  void numberedFilesAreCheckedToo() throws IOException {
    Files.writeString(folder.resolve("red-apple-0002.png"), "mine");
    String[] command = {"generate", "Red apple!", "--count", "2", "-o", folder.toString()};
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).contains("red-apple-0002.png exists");
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(run("generate", "apple", "--model", "nowhere", "--verbose")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat dev.sprout.cli");
  }

  @Test
  void inspectPrintsTheCommandThatMakesThePictureAgain() {
    Path file = folder.resolve("a.png");
    Map<String, String> text =
        Map.of("prompt", "cat's \u001b[31m eye", "seed", "7", "steps", "20", "model", "emoji");
    Png.write(file, new Picture(1, 1, new byte[3]), text);
    assertThat(run("inspect", file.toString())).isZero();
    assertThat(out.toString())
        .contains("seed       7", "steps      20")
        .contains("./sprout generate 'cat'\\''s", "--seed=7 --steps=20 --model=emoji -o again.png")
        .doesNotContain("\u001b");
  }

  @Test
  void inspectRefusesForeignPictures() {
    Path file = folder.resolve("a.png");
    Png.write(file, new Picture(1, 1, new byte[3]), Map.of("Author", "somebody"));
    assertThat(run("inspect", file.toString())).isEqualTo(1);
    assertThat(run("inspect", folder.resolve("none.png").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("stores no drawing parameters", "none.png");
  }

  @Test
  void cudaWithoutADeviceIsAFailure() throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    String[] command = {"generate", "apple", "--model", model.toString(), "--device", "cuda:97"};
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).contains("--device is cuda:97", "Use cpu");
  }

  @Test
  void foldersWithoutConfigurationAreNoModels() {
    assertThat(run("generate", "apple", "--model", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is no model folder", "config.json");
  }

  @Test
  void missingWeightsAreNamed() {
    String missing = folder.resolve("missing.pth").toString();
    assertThat(run("verify", "xar", "--weights", missing, "--vectors", "x.npz")).isEqualTo(1);
    assertThat(err.toString()).contains("missing.pth");
  }

  @Test
  void verifyAndTrainNameWhatIsMissing() {
    assertThat(run("verify", "xar")).isEqualTo(2);
    assertThat(run("verify", "vae", "--weights", "a", "--vectors", "b")).isEqualTo(2);
    assertThat(run("train", "xar", "--config", "none.json", "--data", "d", "--out", "o"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--weights", "vae", "none.json");
  }

  @Test
  void modelsAreFoundByNameAndFolder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("models/tiny"));
    Files.writeString(model.resolve("config.json"), "{}");
    Path volumes = Files.createDirectories(folder.resolve("models/volumes"));
    Files.writeString(volumes.resolve("config.json"), "{}");
    Files.writeString(volumes.resolve("tokenunify.safetensors"), "");
    ModelFolders folders = new ModelFolders(folder.resolve("models"), ModelFolders.Kind.PICTURES);
    assertThat(folders.list()).containsExactly(model);
    assertThat(folders.find("tiny")).isEqualTo(model);
    assertThat(folders.find(model.toString())).isEqualTo(model);
    assertThat(new ModelFolders(folder.resolve("none"), ModelFolders.Kind.VOLUMES).list())
        .isEmpty();
    assertThat(new ModelFolders(folder.resolve("models"), ModelFolders.Kind.VOLUMES).list())
        .containsExactly(volumes);
  }

  @Test
  void modelsRunsWithoutAnyModel() {
    String before = System.getProperty("sprout.home");
    System.setProperty("sprout.home", folder.toString());
    try {
      assertThat(run("models")).isZero();
      assertThat(out.toString()).contains("No models in");
    } finally {
      restore(before);
    }
  }

  private static void restore(String home) {
    if (home == null) {
      System.clearProperty("sprout.home");
    } else {
      System.setProperty("sprout.home", home);
    }
  }
}
