package dev.sprout.seed;

/** What a generator draws each picture of a training set from. Thread-safe. */
public interface GenerationTargets {
  /** The generation embedding, [E]. */
  float[] embedding(int picture);

  /** The picture's concept, a row of the table; pictures of one may have each other's text. */
  int concept(int picture);

  /** What the generation embeddings of a concept have in common, [C][E]. */
  float[][] concepts();

  /** Variance of the generation embeddings. */
  float variance();
}
