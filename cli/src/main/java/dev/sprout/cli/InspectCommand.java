package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Png;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how a picture was made. */
@Command(
    name = "inspect",
    description = "Print the parameters in a picture and the command that makes it again.",
    footer = {"", "Example:", "  sprout inspect apple.png"})
final class InspectCommand extends CommonOptions implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A PNG file that sprout generate wrote.")
  private Path file;

  @Override
  public Integer call() {
    PictureParameters parameters = PictureParameters.read(Png.readText(file));
    if (!parameters.isComplete()) {
      throw UserError.failure("%s carries no parameters: sprout didn't make it", file);
    }
    PrintWriter out = spec.commandLine().getOut();
    parameters.values().forEach((keyword, value) -> print(out, keyword, value));
    out.println();
    out.println(Text.plain(parameters.command()));
    return 0;
  }

  private static void print(PrintWriter out, String keyword, String value) {
    out.printf("%-10s %s%n", keyword, Text.plain(value));
  }
}
