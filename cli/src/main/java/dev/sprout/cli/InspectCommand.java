package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.Provenance;
import dev.sprout.pictures.Png;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a picture was made. */
@Command(
    name = "inspect",
    description = "Print the parameters in a picture and the command that makes it again.",
    footer = {"", "Example:", "  sprout inspect apple.png"})
final class InspectCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "FILE", description = "A PNG file that Sprout drew.")
  private Path file;

  @Override
  public Integer call() {
    Provenance provenance = new Provenance(Png.readText(file));
    if (!provenance.isComplete()) {
      throw UserError.failure(
          "%s carries no parameters of a drawing. Sprout writes them into every PNG that it draws;"
              + " programs that save a picture anew often leave them out.",
          file);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.isGiven()) {
      Map<String, String> all = new LinkedHashMap<>(provenance.values());
      all.put("command", AgainCommand.of(provenance));
      JsonOption.print(out, all);
      return 0;
    }
    provenance.values().forEach((keyword, value) -> print(out, keyword, value));
    out.println();
    out.println(Text.plain(AgainCommand.of(provenance)));
    return 0;
  }

  private static void print(PrintWriter out, String keyword, String value) {
    out.printf("%-10s %s%n", keyword, Text.plain(value));
  }
}
