package dev.sprout.cli;

import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Encodes pictures as image ids. */
@Command(
    name = "tokenize",
    description = "Print the 32 image ids of each picture, one line each.",
    footer = {"", "Example:", "  sprout tokenize apple.png"})
final class TokenizeCommand extends CommonOptions implements Callable<Integer> {

  @Mixin private PreprocessingOption preprocessing;
  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Picture files.")
  private List<Path> files;

  /** An element of {@code --json}. */
  private record Tokenized(String file, int... ids) {}

  @Override
  public Integer call() {
    Preprocessing pixels = preprocessing.get();
    List<Picture> pictures = files.stream().map(Picture::read).toList();
    try (Sprout sprout = engine.open()) {
      List<int[]> ids = sprout.tokenize(pictures, pixels);
      List<Tokenized> tokenized =
          IntStream.range(0, ids.size())
              .mapToObj(i -> new Tokenized(files.get(i).toString(), ids.get(i)))
              .toList();
      json.print(spec, tokenized, lines(ids));
    }
    return 0;
  }

  private static String lines(List<int[]> pictures) {
    return pictures.stream()
        .map(ids -> IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }
}
