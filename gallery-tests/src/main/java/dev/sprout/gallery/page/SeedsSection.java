package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures of one concept that differ in their seed and in the strength of guidance. */
final class SeedsSection implements Section {
  private static final List<String> SCALES = List.of("1", "2", "4");
  private static final int COLUMNS = 6;

  @Override
  public String title() {
    return "Seeds and guidance";
  }

  @Override
  public String lead() {
    return "Each column is a seed: the same noise in every row. Guidance of 1 is none; the more,"
        + " the closer to what is typical of the concept. The model's own is 2.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate");
  }

  @Override
  public Html content(Workshop workshop) {
    List<Html> figures = new ArrayList<>();
    for (String scale : SCALES) {
      Workshop.Done done =
          workshop.run(
              "generate",
              "fox",
              "--style",
              "fluent-3d",
              "--guidance",
              scale,
              "--count",
              String.valueOf(workshop.size().seeds()),
              "-o",
              workshop.makeFolder("guidance-" + scale).toString());
      List<Html> tiles = new ArrayList<>();
      List<Path> drawn = ConceptsSection.written(done);
      for (int seed = 0; seed < drawn.size(); seed++) {
        String alternative = "fox, guidance %s, seed %d".formatted(scale, seed);
        tiles.add(Figures.tile(drawn.get(seed), alternative, "seed " + seed));
      }
      figures.add(Figures.figure(Figures.row(COLUMNS, tiles), "Guidance " + scale, done));
    }
    return Html.of(figures);
  }
}
