package dev.sprout.gallery.page;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Neurons in an electron-microscopy volume. */
final class VolumesSection implements Section {
  private static final String RAW = "gallery-tests/samples/em/fib25-raw.tif";
  private static final String LABELS = "gallery-tests/samples/em/fib25-labels.tif";
  private static final String SECTIONS = "2";

  @Override
  public String title() {
    return "Neurons in a volume";
  }

  @Override
  public String lead() {
    return "48 × 128 × 128 voxels of 10 nm from the brain of a fly (FIB-25, CC BY), which the model"
        + " was not trained on: sections beside the segments that it finds, and beside the neurons"
        + " that people traced. A colour stands for an id; the ids of both differ.";
  }

  @Override
  public List<String> commands() {
    return List.of("em segment", "em pictures", "em evaluate");
  }

  @Override
  public Optional<String> obstacle(Workshop workshop) {
    return Section.super
        .obstacle(workshop)
        .or(
            () ->
                Files.exists(workshop.source("models/em/config.json"))
                    ? Optional.empty()
                    : Optional.of("There is no model in models/em yet."));
  }

  @Override
  public Html content(Workshop workshop) {
    String raw = workshop.source(RAW).toString();
    String labels = workshop.source(LABELS).toString();
    String segments = workshop.file("segments.zarr").toString();
    Workshop.Done segmented =
        workshop.run("em", "segment", raw, "--voxel-size", "10,10,10", "-o", segments);
    Workshop.Done scored = workshop.run("em", "evaluate", segments, labels, "--json");
    Html pictures =
        Figures.side(
            2,
            List.of(
                sections(workshop, "Found by the model", segments, "found.png"),
                sections(workshop, "Traced by people", labels, "traced.png")));
    return Html.of(
        List.of(pictures, Figures.figure(scores(scored.out()), "", List.of(segmented, scored))));
  }

  private static Html sections(Workshop workshop, String caption, String segments, String file) {
    String raw = workshop.source(RAW).toString();
    Path drawn = workshop.file(file);
    Workshop.Done done =
        workshop.run(
            "em",
            "pictures",
            raw,
            "--segments",
            segments,
            "--sections",
            SECTIONS,
            "-o",
            drawn.toString());
    return Figures.figure(Figures.tile(drawn, caption, ""), caption, done);
  }

  private static Html scores(String json) {
    JsonObject scores =
        JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("foreground");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("score over neurons, lower is better", "value"));
    rows.add(row("variation of information, split (bits)", scores, "voiSplit"));
    rows.add(row("variation of information, merge (bits)", scores, "voiMerge"));
    rows.add(row("adapted Rand error", scores, "adaptedRandError"));
    return Figures.table(rows);
  }

  private static List<String> row(String name, JsonObject scores, String field) {
    return List.of(name, String.format(Locale.ROOT, "%.3f", scores.get(field).getAsDouble()));
  }
}
