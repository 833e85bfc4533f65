package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.data.Picture;
import dev.sprout.nn.data.Png;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SproutTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Sprout.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps 0 | --steps is 0; accepted is a whole number from 1 to 1000",
        "--guidance nan | --guidance is NaN; accepted is a finite number",
        "--guidance NaN | --guidance is NaN; accepted is a finite number",
        "--count -1 | --count is -1; accepted is a whole number from 1 to 10000",
        "--sampler fast | --sampler is fast; accepted are euler",
        "--precision fp8 | --precision is fp8; accepted are fp32 and bf16",
        "--device tpu | --device is tpu; accepted are cpu, cuda and cuda:N",
        "--stepz 3 | Unknown option: '--stepz'"
      })
  void wrongUsageSaysWhatIsAccepted(String options, String message) {
    String[] words = ("generate apple " + options).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void aPromptOrAClassIsNeeded() {
    assertThat(run("generate")).isEqualTo(2);
    assertThat(err.toString()).contains("PROMPT").contains("--class");
  }

  @Test
  void cudaWithoutADeviceIsAFailure() {
    assertThat(run("generate", "apple", "--device", "cuda:97")).isEqualTo(1);
    assertThat(err.toString()).contains("--device is cuda:97").contains("--device cpu");
  }

  @Test
  void aMissingModelFolderIsAFailure() {
    assertThat(run("generate", "apple", "--model", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no such folder");
  }

  @Test
  void aModelFolderWithoutConfigurationIsAFailure() {
    assertThat(run("generate", "apple", "--model", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is no model folder").contains("config.json");
  }

  @Test
  void theStackTraceIsShownOnlyOnDemand() {
    assertThat(run("generate", "apple", "--model", folder.toString(), "--verbose")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat dev.sprout");
  }

  @Test
  void inspectPrintsTheCommandThatMakesThePictureAgain() {
    Path file = folder.resolve("apple.png");
    Picture white = new Picture(1, 1, new byte[3]);
    Png.write(file, white, Map.of("class", "red apple", "seed", "9", "steps", "25"));
    assertThat(run("inspect", file.toString())).isZero();
    assertThat(out.toString()).contains("sprout generate --class 'red apple' --seed 9 --steps 25");
  }

  @Test
  void inspectRefusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    assertThat(run("inspect", text.toString())).isEqualTo(1);
    Path plain = folder.resolve("plain.png");
    Png.write(plain, new Picture(1, 1, new byte[3]), Map.of());
    assertThat(run("inspect", plain.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("sprout did not make it");
  }

  @Test
  void helpHasAnExampleForEachCommand() {
    for (String command :
        new String[] {"generate", "train", "models", "inspect", "doctor", "verify"}) {
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Example: sprout " + command);
    }
  }

  @Test
  void verifyNeedsFilesThatExist() {
    Path missing = folder.resolve("missing.pth");
    int code = run("verify", "xar", "--weights", missing.toString(), "--vectors", "x.npz");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("missing.pth");
  }
}
