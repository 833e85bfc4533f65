package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchScript;
import java.util.stream.IntStream;

/**
 * Contrastive loss between pictures and texts of a batch in both directions, and between pictures
 * and the names of all concepts (CLIP, arXiv 2103.00020, with label smoothing).
 *
 * @param texts text embeddings, unit [B, P]
 * @param matches target distribution over texts for each picture, [B, B]; rows add up to 1
 * @param names embeddings of all concepts' names, unit [C, P]
 * @param concepts concept of each picture, or −1 for one of none, which is compared to texts only;
 *     int64 [B]
 */
record ContrastiveLoss(NDArray texts, NDArray matches, NDArray names, NDArray concepts) {
  private static final TorchScript LOSSES = Preprocessing.LOSSES;

  /** Loss of image embeddings, unit [B, P]; a scalar. */
  NDArray of(NDArray images) {
    return LOSSES
        .call("contrast", images, texts, matches)
        .add(LOSSES.call("own_name", images, names, concepts));
  }

  /**
   * Target distributions [B, B]: uniform over the texts of a picture's concept; its own text for a
   * picture of none.
   */
  static NDArray matches(int[] concepts, NDManager scope) {
    int count = concepts.length;
    float[] matches = new float[count * count];
    for (int i = 0; i < count; i++) {
      int picture = i;
      int[] same = IntStream.range(0, count).filter(j -> areAlike(concepts, picture, j)).toArray();
      for (int j : same) {
        matches[i * count + j] = 1f / same.length;
      }
    }
    return scope.create(matches, new Shape(count, count));
  }

  private static boolean areAlike(int[] concepts, int i, int j) {
    return i == j || (concepts[i] == concepts[j] && concepts[i] != SeedLoss.NO_CONCEPT);
  }
}
