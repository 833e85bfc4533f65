package dev.sprout.cli;

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
import picocli.CommandLine.Parameters;

/** Captions pictures. */
@Command(
    name = "caption",
    description = "Print a caption of each picture.",
    footer = {"", "Example:", "  sprout caption apple.png"})
final class CaptionCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private CaptionFlags captions;
  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Picture files.")
  private List<Path> files;

  /** Caption of a file, as {@code --json} prints it. */
  private record Captioned(String file, String caption, boolean doubtful) {}

  @Override
  public Integer call() {
    captions.check();
    List<Picture> pictures = files.stream().map(Picture::read).toList();
    try (Sprout sprout = engine.open()) {
      print(sprout.described(pictures, captions.prompt(), captions.beams()));
    }
    return 0;
  }

  private void print(List<Caption> described) {
    PrintWriter out = spec.commandLine().getOut();
    List<Captioned> lines = new ArrayList<>();
    for (int i = 0; i < described.size(); i++) {
      Caption caption = described.get(i);
      lines.add(new Captioned(files.get(i).toString(), caption.text(), caption.isDoubtful()));
    }
    lines.stream().filter(Captioned::doubtful).forEach(this::warn);
    if (json.isGiven()) {
      JsonOption.print(out, lines);
    } else if (lines.size() == 1) {
      out.println(described.get(0).text());
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
