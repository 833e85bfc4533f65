package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.engine.Caption;
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

/** Captions pictures. */
@Command(
    name = "caption",
    description = "Print a caption of each picture.",
    footer = {"", "Example:", "  sprout caption apple.png"})
final class CaptionCommand extends CommonOptions implements Callable<Integer> {
  private static final int MOST_BEAMS = 64;

  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Picture files.")
  private List<Path> files;

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "First words of every caption (default none).")
  private String prompt;

  @Option(
      names = "--beams",
      defaultValue = "" + Sprout.BEAMS,
      paramLabel = "N",
      description =
          "Beam width: captions searched in parallel, 1 to 64 (default ${DEFAULT-VALUE}).")
  private int beams;

  /** Caption of a file, as {@code --json} prints it. */
  private record Captioned(String file, String caption, boolean doubtful) {}

  @Override
  public Integer call() {
    Require.between("beams", beams, 1, MOST_BEAMS);
    List<Picture> pictures = files.stream().map(Picture::read).toList();
    try (Sprout sprout = engine.open()) {
      print(sprout.described(pictures, prompt, beams));
    }
    return 0;
  }

  private void print(List<Caption> captions) {
    PrintWriter out = spec.commandLine().getOut();
    List<Captioned> lines = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      Caption caption = captions.get(i);
      lines.add(new Captioned(files.get(i).toString(), caption.text(), caption.isDoubtful()));
    }
    lines.stream().filter(Captioned::doubtful).forEach(this::warn);
    if (json.isGiven()) {
      JsonOption.print(out, lines);
    } else if (lines.size() == 1) {
      out.println(captions.get(0).text());
    } else {
      lines.forEach(line -> out.println(line.file() + ": " + line.caption()));
    }
  }

  private void warn(Captioned line) {
    spec.commandLine()
        .getErr()
        .println(
            Text.plain(line.file())
                + ": unlike the pictures that the model was trained on; the caption is probably"
                + " wrong.");
  }
}
