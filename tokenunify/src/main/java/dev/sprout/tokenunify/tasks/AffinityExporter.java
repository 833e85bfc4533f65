package dev.sprout.tokenunify.tasks;

import dev.sprout.nn.model.Weights;
import java.nio.file.Path;

/** Writer of a network that predicts affinities as a usable model. */
@FunctionalInterface
public interface AffinityExporter {
  /**
   * Writes the averaged weights, with their configuration, into a folder.
   *
   * @param threshold of the agglomeration that scored best in validation; null where none was tried
   */
  void export(Weights averages, Double threshold, Path folder);
}
