package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.cli.SproutCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** The command in a process of its own: where its output goes, and in which locale it runs. */
class ProcessTest {
  @TempDir private Path folder;

  /** The exit code and what was said on standard error. */
  private record Ended(int code, String err) {}

  static Stream<String> commands() {
    Command sprout = SproutCommand.class.getAnnotation(Command.class);
    return Stream.of(sprout.subcommands()).map(c -> c.getAnnotation(Command.class).name());
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureOfEveryCommand() throws Exception {
    for (String command : commands().toList()) {
      Ended ended = run("exec \"$@\" >/dev/full", List.of(), command, "--help");
      assertThat(ended.code()).as(command).isEqualTo(1);
      assertThat(ended.err()).startsWith("standard output can't be written").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "doctor", "completion", "--version"})
  void resultsThatCannotBeWrittenAreAFailure(String command) throws Exception {
    Ended ended = run("exec \"$@\" >/dev/full", List.of(), command);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("standard output can't be written").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "doctor", "completion", "help"})
  void aClosedPipeEndsQuietly(String command) throws Exception {
    Ended ended = run("\"$@\" | true; exit ${PIPESTATUS[0]}", List.of(), command);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  @Test
  void digitsOfAnotherScriptChangeNothing() throws Exception {
    List<String> egypt = List.of("-Duser.language=ar", "-Duser.country=EG");
    String[] arguments = {"generate", "red apple", "--count=2", "-o", folder.toString()};
    Ended ended = run("exec \"$@\" >/dev/null", egypt, arguments);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(folder.resolve("red-apple-0002.png")).isRegularFile();
  }

  /** Runs the command as words of a line of bash. */
  private Ended run(String line, List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Doffline=true",
            "-Dsprout.home=" + Path.of("..").toRealPath(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SproutCommand.class.getName()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(out).isEmpty();
    return new Ended(process.waitFor(), said(err));
  }

  private static String said(Path file) throws IOException {
    return Files.readString(file);
  }
}
