package dev.sprout.gallery;

import dev.sprout.cli.SproutCommand;
import dev.sprout.core.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Call of the sprout command in this process. Immutable.
 *
 * @param folder working folder shown to readers
 * @param words command and options; files with their folders
 */
record SproutCall(Path folder, List<String> words) {
  /** Copies the list. */
  SproutCall {
    words = List.copyOf(words);
  }

  /**
   * Runs the command.
   *
   * @throws UserError with the command and its output, when it fails
   */
  void run() {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(Writer.nullWriter());
    int code = SproutCommand.run(out, new PrintWriter(said), words.toArray(String[]::new));
    if (code != 0) {
      throw UserError.failure("%s failed: %s", this, said.toString().strip());
    }
  }

  /** The call as typed in the folder. */
  @Override
  public String toString() {
    return words.stream()
        .map(word -> word.replace(folder + "/", ""))
        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
        .collect(Collectors.joining(" ", "sprout ", ""));
  }
}
