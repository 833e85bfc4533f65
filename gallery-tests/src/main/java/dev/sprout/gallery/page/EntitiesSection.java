package dev.sprout.gallery.page;

import dev.sprout.xar.entity.Entity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every kind of entity: the order of its tokens, and a picture on its way. */
final class EntitiesSection implements Section {
  private static final int TOKENS = 4; // rows and columns of the default model's tokens
  private static final int SHOWN = 8; // pictures of a trajectory
  private static final String CONCEPT = "turtle";
  private static final String STYLE = "twemoji";

  /**
   * A kind.
   *
   * @param entity its written form
   * @param steps of the solver for each entity
   * @param meaning what its entities are
   */
  private record Kind(String entity, int steps, String meaning) {
    String folder() {
      return entity.replace(' ', '-');
    }
  }

  private static final Kind DEFAULT =
      new Kind(
          "cell 2", 8, "Cells of 2 × 2 tokens, the default model's kind: neighbours together.");

  private static final List<Kind> OTHERS =
      List.of(
          new Kind("patch", 4, "Single tokens in reading order: next-token prediction."),
          new Kind(
              "subsample 2", 8, "Every second token of every second row: distant ones together."),
          new Kind("scale 1 2 4", 8, "The whole picture at rising resolutions: coarse to fine."),
          new Kind("image", 8, "All tokens at once: plain flow matching."));

  @Override
  public String title() {
    return "Kinds of entities";
  }

  @Override
  public String lead() {
    return "What one step of the autoregression predicts. The grids number the 4 × 4 tokens of a"
        + " picture in the order of the kind. The pictures of cells are the default model's. Those"
        + " of the other kinds are drawn by small networks that were trained for this page on two"
        + " pictures, for seconds: they show the way of a kind, not how well it draws.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate", "train");
  }

  @Override
  public Html content(Workshop workshop) {
    List<Html> figures = new ArrayList<>();
    figures.add(figure(DEFAULT, List.of(draw(workshop, DEFAULT, "emoji")), workshop));
    EntityTraining training = EntityTraining.prepare(workshop, STYLE);
    for (Kind kind : OTHERS) {
      Workshop.Done trained = training.train(kind.entity(), kind.folder());
      Path model = EntityTraining.model(workshop, kind.folder());
      figures.add(figure(kind, List.of(trained, draw(workshop, kind, model.toString())), workshop));
    }
    return Html.of(figures);
  }

  private static Workshop.Done draw(Workshop workshop, Kind kind, String model) {
    return workshop.run(
        "generate",
        "--class",
        CONCEPT,
        "--style",
        STYLE,
        "--model",
        model,
        "--steps",
        String.valueOf(kind.steps()),
        "--trajectory",
        steps(workshop, kind).toString(),
        "-o",
        workshop.file(kind.folder() + ".png").toString());
  }

  private static Path steps(Workshop workshop, Kind kind) {
    return workshop.file(kind.folder() + "-steps");
  }

  private static Html figure(Kind kind, List<Workshop.Done> calls, Workshop workshop) {
    List<TrajectoryStep> steps = TrajectoryStep.all(steps(workshop, kind));
    List<Html> tiles =
        TrajectoryStep.some(steps, SHOWN).stream().map(TrajectoryStep::tile).toList();
    String heading = kind.entity().substring(0, 1).toUpperCase(Locale.ROOT);
    Html content =
        Html.of(
            List.of(
                Html.tag("h3", Html.text(heading + kind.entity().substring(1))),
                Html.styled("p", "lead", Html.text(kind.meaning())),
                Html.styled(
                    "div",
                    "kind",
                    EntityDiagram.of(Entity.parse(kind.entity()).layout(TOKENS, TOKENS), TOKENS),
                    Figures.row(SHOWN, tiles))));
    return Figures.figure(content, "", calls);
  }
}
