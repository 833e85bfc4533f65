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

/** Provenance of a picture: parameters, and the command that draws it again. */
@Command(
    name = "inspect",
    description = "Print the parameters stored in a picture and the command that draws it again.",
    footer = {"", "Example:", "  sprout inspect apple.png"})
final class InspectCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "FILE", description = "PNG file drawn by Sprout.")
  private Path file;

  @Override
  public Integer call() {
    Provenance provenance = new Provenance(Png.readText(file));
    if (!provenance.isComplete()) {
      throw UserError.failure(
          "%s stores no drawing parameters. Sprout writes them into every PNG that it draws;"
              + " programs that save it again often drop them.",
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
