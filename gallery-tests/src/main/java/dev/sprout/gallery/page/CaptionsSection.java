package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real pictures beside what the model says of them. */
final class CaptionsSection implements Section {
  @Override
  public String title() {
    return "Captions";
  }

  @Override
  public String lead() {
    return "Real drawings, and what the default model calls them. It was not trained on those that"
        + " are said to be held out.";
  }

  @Override
  public List<String> commands() {
    return List.of("caption");
  }

  @Override
  public Html content(Workshop workshop) {
    Samples samples = Samples.read(workshop);
    List<Samples.Sample> chosen = samples.unseenFirst();
    List<String> words = new ArrayList<>(List.of("caption"));
    chosen.forEach(sample -> words.add(samples.file(sample).toString()));
    Workshop.Done captioned = workshop.run(words);
    List<Html> tiles = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Path file = samples.file(chosen.get(i));
      String caption = captioned.lines().get(i).substring(file.toString().length() + 2);
      tiles.add(
          Html.styled(
              "div",
              "tile",
              Figures.picture(file, chosen.get(i).title()),
              Html.styled("span", "said", Html.text("“" + caption + "”")),
              Html.styled("span", "label", Html.text(chosen.get(i).style())),
              Html.styled("span", "label", Html.text(seen(chosen.get(i))))));
    }
    return Figures.figure(Figures.row(8, tiles), "", captioned);
  }

  private static String seen(Samples.Sample sample) {
    return sample.heldOut() ? "held out" : "trained on";
  }
}
