package dev.sprout.gallery.page;

import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Strips of pictures between two prompts or two seeds. */
final class InterpolationSection implements Section {
  private static final int FRAMES = 8;

  @Override
  public String title() {
    return "Interpolation";
  }

  @Override
  public String lead() {
    return "From one prompt to another with the same noise, and from one seed to another with the"
        + " same prompt.";
  }

  @Override
  public List<String> commands() {
    return List.of("interpolate");
  }

  @Override
  public Html content(Workshop workshop) {
    return Html.of(
        List.of(
            strip(workshop, "prompts", "dog face", "cat face", "1"),
            strip(workshop, "seeds", "house", "house", "2")));
  }

  private static Html strip(
      Workshop workshop, String name, String from, String to, String lastSeed) {
    Path file = workshop.file(name + ".png");
    Workshop.Done done =
        workshop.run(
            "interpolate",
            from,
            to,
            "--seed",
            "1",
            "--to-seed",
            lastSeed,
            "--frames",
            String.valueOf(FRAMES),
            "-o",
            file.toString());
    Picture strip = Picture.read(file);
    int side = strip.height();
    List<Html> tiles = new ArrayList<>();
    for (int k = 0; k < FRAMES; k++) {
      Path frame = workshop.write(name + "-" + k + ".png", strip.cut(k * side, 0, side, side));
      String alternative = "%s to %s, picture %d".formatted(from, to, k + 1);
      tiles.add(Figures.tile(frame, alternative, ""));
    }
    return Figures.figure(Figures.row(FRAMES, tiles), "", done);
  }
}
