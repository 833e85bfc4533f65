package dev.sprout.tokenunify.tasks;

import dev.sprout.core.Default;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run's validations found, in order, kept in a file so that a resumed run ends where an
 * uninterrupted one does.
 *
 * @param steps after which was validated, rising
 * @param errors of affinities, one a step
 * @param threshold that scored best in the latest validation; null where none was tried
 */
record ValidationHistory(List<Long> steps, List<Double> errors, @Default("null") Double threshold) {
  static final ValidationHistory EMPTY = new ValidationHistory(List.of(), List.of(), null);

  private static final String FILE = "validation.json";

  /** Checks that each step has an error. */
  ValidationHistory {
    steps = List.copyOf(Require.present("steps", steps));
    errors = List.copyOf(Require.present("errors", errors));
    if (steps.size() != errors.size()) {
      throw UserError.unusable("errors", "are %d for %d steps", errors.size(), steps.size());
    }
  }

  /** The history in a run's folder, empty where there is none. */
  static ValidationHistory read(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? JsonFile.readRecord(file, ValidationHistory.class, UserError.Kind.FAILED)
        : EMPTY;
  }

  void write(Path folder) {
    JsonFile.write(folder.resolve(FILE), this);
  }

  /** The history up to a step, without later ones. */
  ValidationHistory until(long step) {
    int count = (int) steps.stream().filter(each -> each <= step).count();
    return new ValidationHistory(steps.subList(0, count), errors.subList(0, count), threshold);
  }

  /** The history before a step, and then what was found at it. */
  ValidationHistory with(long step, double error, Double best) {
    ValidationHistory before = until(step - 1);
    List<Long> allSteps = new ArrayList<>(before.steps);
    List<Double> allErrors = new ArrayList<>(before.errors);
    allSteps.add(step);
    allErrors.add(error);
    return new ValidationHistory(allSteps, allErrors, best);
  }

  /** How many validations there were since the first of the lowest error. */
  int sinceBest() {
    int best = 0;
    for (int i = 1; i < errors.size(); i++) {
      best = errors.get(i) < errors.get(best) ? i : best;
    }
    return Math.max(0, errors.size() - 1 - best);
  }
}
