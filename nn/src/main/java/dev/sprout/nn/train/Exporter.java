package dev.sprout.nn.train;

import dev.sprout.nn.model.Weights;
import java.nio.file.Path;

/** Writer of trained weights as a usable model, see {@link TrainingTask#export}. */
@FunctionalInterface
public interface Exporter {
  /**
   * Writes the averaged weights, with configuration and other parts of the model, into a folder.
   */
  void export(Weights averages, Path folder);
}
