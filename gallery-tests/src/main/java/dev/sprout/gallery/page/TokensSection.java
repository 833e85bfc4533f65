package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real pictures, their ids, and the pictures that are drawn of the ids alone. */
final class TokensSection implements Section {
  @Override
  public String title() {
    return "Pictures as ids";
  }

  @Override
  public String lead() {
    return "Left a real drawing, right what the model draws of its 32 ids alone. They hold what is"
        + " shown rather than how, so the style is named anew.";
  }

  @Override
  public List<String> commands() {
    return List.of("tokenize", "detokenize");
  }

  @Override
  public Html content(Workshop workshop) {
    Samples samples = Samples.read(workshop);
    List<Samples.Sample> chosen =
        samples.unseenFirst().stream().limit(workshop.size().pairs()).toList();
    List<String> words = new ArrayList<>(List.of("tokenize"));
    chosen.forEach(sample -> words.add(samples.file(sample).toString()));
    Workshop.Done encoded = workshop.run(words);
    List<Html> figures = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      figures.add(pair(workshop, samples, chosen.get(i), encoded.lines().get(i)));
    }
    return Html.of(List.of(Figures.side(4, figures), Figures.calls(List.of(encoded))));
  }

  private static Html pair(Workshop workshop, Samples samples, Samples.Sample sample, String ids) {
    Path again = workshop.file("again-" + sample.file());
    Workshop.Done decoded =
        workshop.run("detokenize", ids, "--style", sample.style(), "-o", again.toString());
    Html row =
        Figures.row(
            2,
            List.of(
                Figures.tile(samples.file(sample), sample.title(), "real"),
                Figures.tile(again, sample.title() + ", of its ids", "of its ids")));
    return Figures.figure(row, sample.title(), decoded);
  }
}
