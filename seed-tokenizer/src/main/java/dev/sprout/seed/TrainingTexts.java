package dev.sprout.seed;

import dev.sprout.core.RandomStream;
import java.util.List;

/** Texts of a training set: T word ids each, 0 for padding. Thread-safe. */
public interface TrainingTexts {
  /** A random text of a picture, [T]. */
  long[] text(int picture, RandomStream random);

  /** Names of all concepts, C × [T]. */
  List<long[]> names();
}
