package dev.sprout.nn.train;

import dev.sprout.nn.model.Weights;
import java.nio.file.Path;

/** Writes trained weights as a model that can be used, see {@link TrainingTask#export}. */
@FunctionalInterface
public interface Exporter {
  /** Writes the averaged weights, and what belongs to them, into a folder. */
  void export(Weights averages, Path folder);
}
