package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the default model draws a picture, entity by entity and step by step. */
final class TrajectorySection implements Section {
  private static final int STEPS = 8; // of each entity, a row

  @Override
  public String title() {
    return "A picture comes to be";
  }

  @Override
  public String lead() {
    return "The default model draws cells of a quarter of the picture, one after the other. A row"
        + " is a cell; each of its pictures is what the network expects after one more step of"
        + " the solver. Cells whose turn is still to come are empty.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate");
  }

  @Override
  public Html content(Workshop workshop) {
    Path folder = workshop.file("trajectory");
    Workshop.Done done =
        workshop.run(
            "generate",
            "rocket",
            "--style",
            "noto",
            "--steps",
            String.valueOf(STEPS),
            "--trajectory",
            folder.toString(),
            "-o",
            workshop.file("rocket.png").toString());
    Map<Integer, List<TrajectoryStep>> entities =
        TrajectoryStep.all(folder).stream()
            .collect(
                Collectors.groupingBy(TrajectoryStep::entity, TreeMap::new, Collectors.toList()));
    List<Html> rows = new ArrayList<>();
    entities
        .values()
        .forEach(
            steps ->
                rows.add(Figures.row(STEPS, steps.stream().map(TrajectoryStep::tile).toList())));
    return Figures.figure(Html.of(rows), "", done);
  }
}
