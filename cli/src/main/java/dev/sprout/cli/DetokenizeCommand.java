package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Png;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes image ids to a picture. */
@Command(
    name = "detokenize",
    description = "Draw the picture of 32 image ids.",
    footer = {
      "",
      "Examples:",
      "  sprout detokenize $(sprout tokenize apple.png) -o again.png",
      "  sprout detokenize --model joint --ids-kept 4 $(sprout tokenize --model joint apple.png) \\",
      "    -o gist.png"
    })
final class DetokenizeCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private DrawingFlags drawing;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "32 image ids, separated by spaces or commas.")
  private List<String> given;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "PNG file to write.")
  private Path output;

  @Option(
      names = "--ids-kept",
      paramLabel = "K",
      description =
          "Draw the first K ids only, 1 to all: the fewer, the coarser. For generators with a prefix"
              + " of ids.")
  private Integer idsKept;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  /** What {@code --json} prints. */
  private record Drawn(Map<String, String> parameters, String file) {}

  @Override
  public Integer call() {
    int[] all =
        given.stream()
            .flatMap(part -> Stream.of(part.strip().split("[,\\s]+", -1)))
            .filter(part -> !part.isEmpty())
            .mapToInt(DetokenizeCommand::number)
            .toArray();
    int[] ids = idsKept == null ? all : kept(all, idsKept);
    GenerationRequest request =
        GenerationRequest.of(List.of(new Subject.Ids(ids)), drawing.seed())
            .withStyle(drawing.style())
            .withSampling(drawing.sampling());
    drawing.check();
    OutputPlan.of(output, null, List.of("picture")).check(force);
    try (Sprout sprout = drawing.open()) {
      if (idsKept != null && sprout.card().prefix() == 0) {
        throw UserError.unusable(
            "ids-kept",
            "is %d, but this model's generator has no prefix of ids and takes all; leave it out",
            idsKept);
      }
      GeneratedPicture drawn = sprout.generate(request).get(0);
      Map<String, String> parameters = drawing.noted(drawn.provenance()).values();
      Png.write(output, drawn.picture(), parameters);
      json.print(spec, new Drawn(parameters, output.toString()), output.toString());
    }
    return 0;
  }

  private static int[] kept(int[] ids, int count) {
    Require.between("ids-kept", count, 1, ids.length);
    return Arrays.copyOf(ids, count);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw UserError.badRequest(
          "Image id %s is not a whole number; accepted are 32 ids, as tokenize prints them", text);
    }
  }
}
