package dev.sprout.gallery;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feeds mutated files to parsers for a long time. */
@Command(
    name = "gallery-tests/fuzz",
    description =
        "Feed mutated files to parsers; exit code 1 when one neither accepts nor refuses in plain"
            + " words, or takes more than a second.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/fuzz tokenizer 1000000 --out findings"})
public final class FuzzCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final double SLOW_SECONDS = 1;

  @Parameters(
      index = "0",
      defaultValue = ALL,
      paramLabel = "PARSER",
      description = "One of those that the table names (default ${DEFAULT-VALUE}).")
  private String parser;

  @Parameters(
      index = "1",
      defaultValue = "200000",
      paramLabel = "COUNT",
      description = "Inputs of each parser (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Other inputs.")
  private long seed;

  @Option(
      names = "--root",
      defaultValue = ".",
      paramLabel = "FOLDER",
      description = "The source tree, whose sound files are mutated (default ${DEFAULT-VALUE}).")
  private Path root;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where inputs go: the slowest, those with other answers, the last one.")
  private Path folder;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new FuzzCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<FuzzTarget> all = FuzzTarget.all(root);
    List<FuzzTarget> chosen =
        all.stream().filter(each -> parser.equals(ALL) || parser.equals(each.name())).toList();
    if (chosen.isEmpty()) {
      List<String> names = all.stream().map(FuzzTarget::name).toList();
      throw UserError.invalid("parser", parser, ALL + ", " + String.join(", ", names));
    }
    Path inputs = folder == null ? Files.createTempDirectory("sprout-fuzz") : folder;
    PrintWriter out = spec.commandLine().getOut();
    out.println("Inputs are in " + inputs);
    out.println("| parser | accepted | refused | other | slowest input |");
    out.println("|---|---|---|---|---|");
    boolean isFine = true;
    for (FuzzTarget target : chosen) {
      isFine &= run(target, Files.createDirectories(inputs.resolve(target.name())));
    }
    return isFine ? 0 : 1;
  }

  private boolean run(FuzzTarget target, Path inputs) throws IOException {
    Fuzzing done = new Fuzzing(target, inputs).run(count, seed);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %d | %.0f ms, %d bytes |%n",
        target.name(),
        done.accepted(),
        done.refused(),
        done.others().values().stream().mapToInt(Fuzzing.Other::times).sum(),
        1000 * done.slowest(),
        done.slowestInput().length);
    Files.write(inputs.resolve("slowest"), done.slowestInput());
    int number = 0;
    for (var other : done.others().entrySet()) {
      Path file = inputs.resolve("other-" + number++);
      Files.write(file, other.getValue().input());
      out.printf("%s: %d times %s%n", file, other.getValue().times(), other.getKey());
    }
    out.flush();
    return done.others().isEmpty() && done.slowest() <= SLOW_SECONDS;
  }
}
