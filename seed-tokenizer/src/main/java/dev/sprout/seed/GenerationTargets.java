package dev.sprout.seed;

/**
 * Generation embeddings to be learned: the generator's class embedding of each picture.
 * Thread-safe.
 */
public interface GenerationTargets {
  /** Generation embedding of a picture, [E]. */
  float[] embedding(int picture);

  /** Concept of a picture, a row of the concept table; pictures of a concept share their texts. */
  int concept(int picture);

  /** Concept embeddings, without style, [C][E]. */
  float[][] concepts();

  /** Variance of an element of the generation embeddings. */
  float variance();
}
