package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Results for programs. */
class JsonOptionTest {
  /** These print scripts, help or progress, or serve until they are stopped. */
  private static final Set<String> WITHOUT_RESULT =
      Set.of("completion", "help", "serve", "train", "view");

  private final StringWriter out = new StringWriter();

  static Stream<CommandLine> commandsWithResults() {
    return leaves(SproutCommand.commandLine())
        .filter(command -> !WITHOUT_RESULT.contains(command.getCommandName()));
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    Map<String, CommandLine> inner = command.getSubcommands();
    return inner.isEmpty()
        ? Stream.of(command)
        : inner.values().stream().flatMap(JsonOptionTest::leaves);
  }

  @ParameterizedTest
  @MethodSource("commandsWithResults")
  void everyCommandWithAResultPrintsItForPrograms(CommandLine command) {
    assertThat(command.getCommandSpec().findOption("--json"))
        .as(command.getCommandSpec().qualifiedName())
        .isNotNull();
  }

  private JsonElement run(int exitCode, String... arguments) {
    StringWriter err = new StringWriter();
    int code = SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertThat(code).as(err.toString()).isEqualTo(exitCode);
    return JsonParser.parseString(out.toString());
  }

  @Test
  void doctorPrintsEachFinding() {
    JsonObject findings = run(0, "doctor", "--json").getAsJsonObject();
    assertThat(findings.keySet()).contains("java", "memory", "disk space", "models");
    assertThat(findings.getAsJsonObject("cores").get("ok").getAsBoolean()).isTrue();
    assertThat(findings.getAsJsonObject("cores").get("text").getAsString()).matches("\\d+");
  }

  @Test
  void modelsAreAListWithoutModelsToo() {
    assertThat(run(0, "models", "--json")).isInstanceOf(JsonArray.class);
  }

  @Test
  void verificationsPrintDifferences() {
    String folder = "../xar-model/src/test/resources/parity/";
    JsonObject report =
        run(
                0,
                "verify",
                "autoencoder",
                "--json",
                "--weights",
                Path.of(folder + "kl16.ckpt").toString(),
                "--vectors",
                Path.of(folder + "vae.npz").toString())
            .getAsJsonObject();
    assertThat(report.get("passed").getAsBoolean()).isTrue();
    assertThat(report.getAsJsonArray("checks")).isNotEmpty();
  }
}
