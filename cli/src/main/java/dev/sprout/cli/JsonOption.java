package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Output as JSON. */
public final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Whether {@code --json} was given. */
  boolean isGiven() {
    return json;
  }

  /** Prints a result: as JSON if it is asked for, else as a text for people. */
  public void print(CommandSpec command, Object result, String text) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      print(out, result);
    } else {
      out.println(text);
    }
  }

  /** Prints a record or a JSON tree, indented. */
  static void print(PrintWriter out, Object result) {
    out.println(
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(result));
  }
}
