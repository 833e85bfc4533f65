package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Answers a question about a picture. */
@Command(
    name = "ask",
    description = "Answer a question about a picture.",
    footer = {"", "Example:", "  sprout ask apple.png \"what kind of thing is it?\""})
final class AskCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  @Parameters(index = "0", paramLabel = "FILE", description = "Picture file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "QUESTION",
      description = "Question about the picture, in plain words.")
  private String question;

  /** What {@code --json} prints. */
  private record Answered(String file, String question, String answer) {}

  @Override
  public Integer call() {
    if (question.isBlank()) {
      throw UserError.badRequest(
          "The question is empty; give one: sprout ask apple.png \"what is this?\"");
    }
    Picture picture = Picture.read(file);
    try (Sprout sprout = engine.open()) {
      String answer = sprout.ask(picture, question);
      json.print(spec, new Answered(file.toString(), question, answer), answer);
    }
    return 0;
  }
}
