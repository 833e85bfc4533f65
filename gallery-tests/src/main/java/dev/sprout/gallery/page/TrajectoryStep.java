package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Predicted clean picture after a step of the solver. Immutable.
 *
 * @param file picture in the folder of {@code --trajectory}
 * @param entity number of the entity, from 1
 * @param step number of the step, from 1 for each entity
 */
record TrajectoryStep(Path file, int entity, int step) {
  private static final Pattern NAME = Pattern.compile("entity-(\\d+)-step-(\\d+)\\.png");

  /** All steps of a folder, in order. */
  static List<TrajectoryStep> all(Path folder) {
    return Workshop.files(folder).stream().map(TrajectoryStep::of).toList();
  }

  private static TrajectoryStep of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalStateException(file + " is no step of a trajectory");
    }
    return new TrajectoryStep(
        file, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
  }

  /** Some steps, evenly spaced, with the last one. */
  static List<TrajectoryStep> some(List<TrajectoryStep> all, int count) {
    int shown = Math.min(count, all.size());
    return IntStream.rangeClosed(1, shown)
        .mapToObj(k -> all.get(k * all.size() / shown - 1))
        .toList();
  }

  /** The picture with its numbers. */
  Html tile() {
    return Figures.tile(
        file,
        "entity %d after step %d".formatted(entity, step),
        "%d · step %d".formatted(entity, step));
  }
}
