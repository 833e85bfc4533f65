package dev.sprout.gallery.page;

import dev.sprout.cli.SproutCommand;
import dev.sprout.core.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Call of the sprout command in this process. Immutable.
 *
 * @param words command and options; files with their folders
 * @param folders folders that readers need not see: files below them are shown by their names
 */
record SproutCall(List<String> words, List<Path> folders) {
  /** Copies the lists. */
  SproutCall {
    words = List.copyOf(words);
    folders = List.copyOf(folders);
  }

  /** Whether this Sprout has a command, such as {@code em segment}. */
  static boolean isKnown(String command) {
    return execute(List.of(("help " + command).split(" ")), new StringWriter()).code() == 0;
  }

  /**
   * Runs the command.
   *
   * @return what it printed
   * @throws UserError with the command and its message, when it fails
   */
  String run() {
    StringWriter messages = new StringWriter();
    Ended ended = execute(words, messages);
    if (ended.code() != 0) {
      throw UserError.failure("%s failed: %s", this, messages.toString().strip());
    }
    return ended.out();
  }

  private record Ended(int code, String out) {}

  private static Ended execute(List<String> words, StringWriter messages) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(messages);
    int code = SproutCommand.run(new PrintWriter(out), err, words.toArray(String[]::new));
    return new Ended(code, out.toString().strip());
  }

  /** The call as typed in the folders. */
  @Override
  public String toString() {
    return words.stream().map(this::shown).collect(Collectors.joining(" ", "sprout ", ""));
  }

  private String shown(String word) {
    String shown = word;
    for (Path folder : folders) {
      shown = shown.replace(folder + "/", "");
    }
    return shown.contains(" ") ? '"' + shown + '"' : shown;
  }
}
