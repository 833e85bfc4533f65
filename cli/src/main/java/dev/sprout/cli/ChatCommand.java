package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import dev.sprout.core.Terminal;
import dev.sprout.core.UserError;
import dev.sprout.engine.Chat;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A conversation, line by line. */
@Command(
    name = "chat",
    description = "Draw, change and talk about pictures, line by line from standard input.",
    footer = {
      "",
      "A line that ends with a question mark is a question about the last picture; one that begins",
      "with an instruction, such as add, remove, make or now, changes it; any other is drawn.",
      "/show FILE shows a picture, /quit ends.",
      "",
      "Examples:",
      "  sprout chat -o pictures",
      "  sprout chat apple.png"
    })
final class ChatCommand extends CommonOptions implements Callable<Integer> {
  private static final String SHOW = "/show ";
  private static final String QUIT = "/quit";

  @Mixin private DrawingFlags drawing;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Picture to begin with (default none).")
  private Path first;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "",
      paramLabel = "FOLDER",
      description = "Existing folder for the pictures (default the current folder).")
  private Path folder;

  @Option(names = "--json", description = "Print each answer as a line of JSON.")
  private boolean json;

  /** What {@code --json} prints for a message; what doesn't apply is left out. */
  private record Answered(
      String message, String text, String file, List<String> unknownWords, String error) {}

  @Override
  public Integer call() throws IOException {
    drawing.check();
    requireFolder();
    Picture begin = first == null ? null : Picture.read(first);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int refused = 0;
    try (Sprout sprout = drawing.open()) {
      Chat chat =
          new Chat(sprout, new Chat.Options(drawing.seed(), drawing.style(), drawing.sampling()));
      if (begin != null) {
        chat.show(begin);
      }
      for (String line = next(lines); line != null; line = next(lines)) {
        refused += line.isBlank() || isAnswered(chat, line.strip()) ? 0 : 1;
      }
    }
    return refused == 0 ? 0 : 1;
  }

  private void requireFolder() {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder.toAbsolutePath())) {
      throw UserError.failure(
          "-o %s is no folder that can be written to; make it first, or name another", folder);
    }
  }

  /** The next line; null at the end. A prompt shows on a terminal. */
  private String next(BufferedReader lines) throws IOException {
    if (Terminal.isInteractive()) {
      err().print("> ");
      err().flush();
    }
    String line = lines.readLine();
    return line == null || line.strip().equals(QUIT) ? null : line;
  }

  /** Answers a line, or says why that can't be; the conversation goes on. */
  private boolean isAnswered(Chat chat, String line) {
    try {
      if (line.startsWith(SHOW)) {
        Path file = Path.of(line.substring(SHOW.length()).strip());
        chat.show(Picture.read(file));
      } else {
        answer(line, chat.say(line));
      }
      return true;
    } catch (UserError e) {
      print(new Answered(line, null, null, null, e.getMessage()));
      return false;
    }
  }

  private void answer(String line, Chat.Reply reply) {
    if (reply.picture() == null) {
      print(new Answered(line, reply.text(), null, null, null));
      return;
    }
    Path file = unused(reply.picture().index() + 1);
    Png.write(
        file, reply.picture().picture(), drawing.noted(reply.picture().provenance()).values());
    print(new Answered(line, null, file.toString(), reply.unknownWords(), null));
  }

  /** The first file of a number and on that isn't there yet. */
  private Path unused(int number) {
    Path file = folder.resolve(String.format(Locale.ROOT, "chat-%04d.png", number));
    return Files.exists(file) ? unused(number + 1) : file;
  }

  private void print(Answered answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(answer));
    } else if (answer.error() != null) {
      err().println(Text.plain(answer.error()));
    } else {
      out.println(Text.plain(answer.text() == null ? answer.file() : answer.text()));
      if (answer.unknownWords() != null && !answer.unknownWords().isEmpty()) {
        String words = String.join(", ", answer.unknownWords());
        err().println(Text.plain("the model has never seen " + words));
      }
    }
    out.flush();
    err().flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
