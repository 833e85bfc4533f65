package dev.sprout.seed;

import dev.sprout.core.RandomStream;
import java.util.List;

/** Texts of a training set, each the ids of at most T words, the rest of them 0. Thread-safe. */
public interface TrainingTexts {
  /** One of a picture's texts, [T]. */
  long[] text(int picture, RandomStream random);

  /** The names of all concepts, C times [T]. */
  List<long[]> names();
}
