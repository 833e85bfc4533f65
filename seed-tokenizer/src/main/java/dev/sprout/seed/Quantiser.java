package dev.sprout.seed;

import ai.djl.ndarray.NDArray;

/**
 * Quantiser of a tokenizer: each of the Q vectors of a picture becomes one of a finite set of
 * codes. Results belong to the manager of the argument. Thread-safe.
 */
public sealed interface Quantiser permits VectorQuantiser, FiniteScalarQuantiser {

  /** Ids of the vectors' codes: [B, Q, K] → int64 [B, Q]. */
  NDArray ids(NDArray projected);

  /** Codes of ids: int64 [B, Q] → [B, Q, K]. */
  NDArray embeddings(NDArray ids);

  /** Codes of vectors in training, [B, Q, K]. */
  Quantised quantise(NDArray projected);

  /**
   * Quantised vectors of a training batch.
   *
   * @param ids int64 [B, Q]
   * @param embeddings codes, [B, Q, K], with the gradient of the vectors (straight-through)
   * @param loss what draws vectors and codes to each other, a scalar
   */
  record Quantised(NDArray ids, NDArray embeddings, NDArray loss) {}
}
