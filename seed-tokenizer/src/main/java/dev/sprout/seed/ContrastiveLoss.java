package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchScript;
import java.util.stream.IntStream;

/**
 * How badly pictures find their texts among those of a batch, texts their pictures, and pictures
 * their names among all names (CLIP's loss, arXiv 2103.00020, with label smoothing).
 *
 * @param texts text embeddings, unit [B, P]
 * @param matches share of each text in what is right for each picture, [B, B]; rows add up to one
 * @param names embeddings of all concepts' names, unit [C, P]
 * @param concepts of the pictures, int64 [B]
 */
record ContrastiveLoss(NDArray texts, NDArray matches, NDArray names, NDArray concepts) {
  private static final TorchScript LOSSES = Preprocessing.LOSSES;

  /** The loss of image embeddings, unit [B, P]; a scalar. */
  NDArray of(NDArray images) {
    return LOSSES
        .call("contrast", images, texts, matches)
        .add(LOSSES.call("own_name", images, names, concepts));
  }

  /** Texts are right for all pictures of their concept, to equal shares: [B, B]. */
  static NDArray matches(int[] concepts, NDManager scope) {
    int count = concepts.length;
    float[] matches = new float[count * count];
    for (int i = 0; i < count; i++) {
      int concept = concepts[i];
      int[] same = IntStream.range(0, count).filter(j -> concepts[j] == concept).toArray();
      for (int j : same) {
        matches[i * count + j] = 1f / same.length;
      }
    }
    return scope.create(matches, new Shape(count, count));
  }
}
