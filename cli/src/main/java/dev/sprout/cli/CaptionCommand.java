package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what pictures show. */
@Command(
    name = "caption",
    description = "Say what pictures show.",
    footer = {"", "Example:", "  sprout caption apple.png"})
final class CaptionCommand extends CommonOptions implements Callable<Integer> {
  private static final int MOST_BEAMS = 64;

  @Mixin private WordOptions words;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures.")
  private List<Path> files;

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "Words that the caption goes on from.")
  private String prompt;

  @Option(
      names = "--beams",
      defaultValue = "" + Sprout.BEAMS,
      paramLabel = "N",
      description = "Captions followed at once, 1 to 64 (default ${DEFAULT-VALUE}).")
  private int beams;

  @Option(names = "--json", description = "Print a JSON array of files and captions.")
  private boolean json;

  /** A line of {@code --json}. */
  private record Captioned(String file, String caption) {}

  @Override
  public Integer call() {
    if (beams < 1 || beams > MOST_BEAMS) {
      throw UserError.badRequest(
          "--beams is %d; accepted is a whole number from 1 to %d", beams, MOST_BEAMS);
    }
    List<Picture> pictures = WordOptions.read(files);
    try (Sprout sprout = words.load()) {
      print(sprout.captions(pictures, prompt, beams));
    }
    return 0;
  }

  private void print(List<String> captions) {
    PrintWriter out = spec.commandLine().getOut();
    List<Captioned> lines = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      lines.add(new Captioned(files.get(i).toString(), captions.get(i)));
    }
    if (json) {
      out.println(
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(lines));
    } else if (lines.size() == 1) {
      out.println(captions.get(0));
    } else {
      lines.forEach(line -> out.println(line.file() + ": " + line.caption()));
    }
  }
}
