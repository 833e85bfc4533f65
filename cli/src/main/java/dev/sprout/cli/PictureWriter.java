package dev.sprout.cli;

import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Provenance;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writer of a run's pictures and grid as PNG files with their provenance. For one thread. */
final class PictureWriter implements Consumer<GeneratedPicture> {
  private static final int GRID_GAP = 4;

  private final GenerationRequest request;
  private final OutputPlan plan;
  private final UnaryOperator<Provenance> noted;
  private final List<Picture> cells = new ArrayList<>();
  private final List<Provenance> subjects = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

  /** A written file with its subject and seed. */
  record Written(String file, String subject, long seed) {}

  /** Result of a run, as {@code --json} prints it. */
  record Report(
      Map<String, String> parameters,
      long seed,
      int count,
      List<Written> pictures,
      String grid,
      List<String> unknownWords) {
    /** The same for people: a line for each file. */
    String lines() {
      Stream<String> files = pictures.stream().map(each -> each.file() + "  seed " + each.seed());
      Stream<String> whole =
          grid == null ? Stream.of() : Stream.of(grid + "  seed " + seed + " and on");
      return Stream.concat(files, whole).collect(Collectors.joining("\n"));
    }
  }

  /**
   * Creates the writer of one request.
   *
   * @param noted adds the command's own options to a provenance
   */
  PictureWriter(GenerationRequest request, OutputPlan plan, UnaryOperator<Provenance> noted) {
    this.request = request;
    this.plan = plan;
    this.noted = noted;
  }

  @Override
  public void accept(GeneratedPicture generated) {
    Provenance provenance = noted.apply(generated.provenance());
    if (generated.index() % request.count() == 0) {
      subjects.add(provenance);
    }
    if (!plan.pictures().isEmpty()) {
      Path file = plan.pictures().get(generated.index());
      Png.write(file, generated.picture(), provenance.values());
      written.add(
          new Written(file.toString(), subject(provenance), request.seed() + generated.index()));
    }
    if (plan.grid() != null) {
      cells.add(generated.picture());
    }
  }

  private static String subject(Provenance provenance) {
    return Stream.of("class", "prompt")
        .map(provenance::get)
        .filter(value -> value != null)
        .findFirst()
        .orElse("");
  }

  /**
   * Writes the grid, if one is planned, and returns the result.
   *
   * @param unknownWords words of the prompts that the model has never seen
   */
  Report finish(List<String> unknownWords) {
    Provenance all = Provenance.ofGrid(subjects, request.count());
    if (plan.grid() != null) {
      Png.write(plan.grid(), grid(), all.values());
    }
    String grid = plan.grid() == null ? null : plan.grid().toString();
    return new Report(all.values(), request.seed(), request.count(), written, grid, unknownWords);
  }

  /** All pictures in one; labelled when there are several subjects. */
  private Picture grid() {
    if (request.subjects().size() == 1) {
      return PictureGrid.of(cells, columns(), GRID_GAP);
    }
    List<String> labels =
        IntStream.range(0, cells.size())
            .mapToObj(k -> subject(subjects.get(k / request.count())))
            .toList();
    return PictureGrid.labelled(cells, labels, columns(), GRID_GAP);
  }

  /** Grid columns: a row per subject; a square for one subject, or one picture each. */
  private int columns() {
    boolean isSquare = request.subjects().size() == 1 || request.count() == 1;
    return isSquare ? (int) Math.ceil(Math.sqrt(request.total())) : request.count();
  }
}
