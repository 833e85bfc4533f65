package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the picture that ids stand for. */
@Command(
    name = "detokenize",
    description = "Draw the picture that 32 ids stand for.",
    footer = {"", "Example:", "  sprout detokenize $(sprout tokenize apple.png) -o again.png"})
final class DetokenizeCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private WordOptions words;

  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "Ids with spaces or commas between them.")
  private List<String> given;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Any whole number (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "A file ending in .png.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Override
  public Integer call() {
    int[] ids =
        given.stream()
            .flatMap(part -> Stream.of(part.strip().split("[,\\s]+", -1)))
            .filter(part -> !part.isEmpty())
            .mapToInt(DetokenizeCommand::number)
            .toArray();
    OutputPlan.of(output, null, List.of("picture")).check(force);
    try (Sprout sprout = words.load()) {
      Picture picture = sprout.detokenize(ids, seed);
      String said = given.stream().collect(Collectors.joining(" "));
      Png.write(output, picture, Map.of("ids", said, "seed", String.valueOf(seed)));
    }
    spec.commandLine().getOut().println(output);
    return 0;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw UserError.badRequest("%s is given as an id; accepted are 32 whole numbers", text);
    }
  }
}
