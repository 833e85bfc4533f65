package dev.sprout.nn.train;

import dev.sprout.nn.model.Weights;
import java.nio.file.Path;

/** Writer of preview pictures, see {@link TrainingTask#preview}. */
@FunctionalInterface
public interface Preview {
  /** Draws pictures with the averaged weights into one file. */
  void draw(Weights averages, Path file);
}
