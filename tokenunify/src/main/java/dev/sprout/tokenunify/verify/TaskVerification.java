package dev.sprout.tokenunify.verify;

import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import java.nio.file.Path;
import java.util.List;

/** Recomputes recorded tasks that need no weights: pretraining, or affinities from labels. */
public final class TaskVerification {
  private static final String LABELS = "_labels";

  private TaskVerification() {}

  /**
   * Compares whatever of both a file holds.
   *
   * @param vectorsFile NPZ as of {@link PretrainingVerification#run} or {@link
   *     AffinityVerification#run}
   * @throws dev.sprout.core.UserError when the file can't be read or lacks an array
   */
  public static List<Check> run(Path vectorsFile) {
    boolean hasLabels;
    try (NpzFile vectors = NpzFile.open(vectorsFile)) {
      hasLabels = vectors.names().stream().anyMatch(name -> name.endsWith(LABELS));
    }
    return hasLabels
        ? AffinityVerification.run(vectorsFile)
        : PretrainingVerification.run(vectorsFile);
  }
}
