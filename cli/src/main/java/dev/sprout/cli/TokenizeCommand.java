package dev.sprout.cli;

import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encodes pictures as image ids. */
@Command(
    name = "tokenize",
    description = "Print the 32 image ids of each picture, one line each.",
    footer = {"", "Example:", "  sprout tokenize apple.png"})
final class TokenizeCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private EngineFlags engine;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Picture files.")
  private List<Path> files;

  @Option(
      names = "--preprocessing",
      defaultValue = "squash-bilinear",
      paramLabel = "NAME",
      description =
          "Resizing: squash-bilinear, squash-bicubic or crop-bilinear (default ${DEFAULT-VALUE}).")
  private String preprocessing;

  @Override
  public Integer call() {
    Preprocessing pixels = Preprocessing.parse(preprocessing);
    List<Picture> pictures = files.stream().map(Picture::read).toList();
    PrintWriter out = spec.commandLine().getOut();
    try (Sprout sprout = engine.open()) {
      for (int[] ids : sprout.tokenize(pictures, pixels)) {
        out.println(Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
      }
    }
    return 0;
  }
}
