package dev.sprout.cli;

import dev.sprout.engine.InterpolationRequest;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a strip of pictures between two prompts or two seeds. */
@Command(
    name = "interpolate",
    description =
        "Draw a strip of pictures from one prompt to another, or from one seed to another.",
    footer = {
      "",
      "Examples:",
      "  sprout interpolate \"red apple\" \"green apple\" -o apples.png",
      "  sprout interpolate sun sun --seed 1 --to-seed 2 --frames 12 -o suns.png"
    })
final class InterpolateCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private DrawingFlags drawing;
  @Mixin private JsonOption json;

  @Parameters(index = "0", paramLabel = "FROM", description = "Prompt of the first picture.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Prompt of the last picture.")
  private String to;

  @Option(
      names = "--frames",
      defaultValue = "8",
      paramLabel = "N",
      description = "Pictures in the strip, 2 to 64 (default ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--to-seed",
      paramLabel = "N",
      description = "Seed of the last picture (default --seed).")
  private Long toSeed;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "PNG file to write.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  /** What {@code --json} prints. */
  private record Strip(Map<String, String> parameters, String file) {}

  @Override
  public Integer call() {
    InterpolationRequest request =
        new InterpolationRequest(
            new Subject.Prompt(from),
            new Subject.Prompt(to),
            frames,
            drawing.seed(),
            toSeed == null ? drawing.seed() : toSeed,
            drawing.style(),
            drawing.sampling());
    drawing.check();
    OutputPlan.of(null, output, List.of()).check(force);
    List<Picture> strip = new ArrayList<>();
    List<Provenance> provenance = new ArrayList<>();
    try (Sprout sprout = drawing.open();
        Progress progress = new Progress("Drawing", frames)) {
      sprout.interpolate(
          request,
          frame -> {
            strip.add(frame.picture());
            provenance.add(drawing.noted(frame.provenance()));
            progress.stepTo(strip.size());
          });
    }
    Map<String, String> parameters = provenance.get(0).values();
    Png.write(output, PictureGrid.of(strip, frames, 0), parameters);
    json.print(spec, new Strip(parameters, output.toString()), output.toString());
    return 0;
  }
}
