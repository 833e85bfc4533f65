package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Output as JSON. */
final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Whether {@code --json} was given. */
  boolean isGiven() {
    return json;
  }

  /** Prints a record or a JSON tree, indented. */
  static void print(PrintWriter out, Object result) {
    out.println(
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(result));
  }
}
