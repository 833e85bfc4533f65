package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Concepts in all styles, from their names. */
final class ConceptsSection implements Section {
  /** Folder of the drawn pictures, which are of the samples' concepts and styles. */
  static final String FOLDER = "drawn";

  private static final Pattern WRITTEN = Pattern.compile("(.+)  seed -?\\d+");

  @Override
  public String title() {
    return "Concepts and styles";
  }

  @Override
  public String lead() {
    return "Eight of the default model's 1,910 concepts in its four styles, from their names. The"
        + " concepts take the seeds 0 to 7.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate");
  }

  @Override
  public Html content(Workshop workshop) {
    List<String> concepts = Samples.read(workshop).concepts();
    List<Workshop.Done> calls = new ArrayList<>();
    List<List<Path>> drawn = new ArrayList<>(); // of each style the pictures of all concepts
    for (String style : Samples.STYLES) {
      List<String> words = new ArrayList<>(List.of("generate"));
      words.addAll(concepts);
      Path folder = workshop.makeFolder(FOLDER + "/" + style);
      words.addAll(List.of("--style", style, "-o", folder.toString()));
      Workshop.Done done = workshop.run(words);
      calls.add(done);
      drawn.add(written(done));
    }
    List<Html> figures = new ArrayList<>();
    for (int c = 0; c < concepts.size(); c++) {
      List<Html> tiles = new ArrayList<>();
      for (int s = 0; s < drawn.size(); s++) {
        String style = Samples.STYLES.get(s);
        tiles.add(Figures.tile(drawn.get(s).get(c), concepts.get(c) + ", " + style, style));
      }
      figures.add(Figures.figure(Figures.row(4, tiles), concepts.get(c)));
    }
    return Html.of(List.of(Figures.side(2, figures), Figures.calls(calls)));
  }

  /** Files that {@code generate} says it wrote. */
  static List<Path> written(Workshop.Done done) {
    return done.lines().stream()
        .map(WRITTEN::matcher)
        .filter(Matcher::matches)
        .map(line -> Path.of(line.group(1)))
        .toList();
  }
}
