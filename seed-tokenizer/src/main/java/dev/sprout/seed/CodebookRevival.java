package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reset of dead codes: those that no vector of a batch is nearest to move onto vectors of the
 * batch.
 */
final class CodebookRevival {
  private final SeedNetwork network;
  private final NDArray codebook;

  /**
   * Creates the reset of a network's codebook.
   *
   * @param weights of the network
   */
  CodebookRevival(SeedNetwork network, Weights weights) {
    this.network = network;
    this.codebook = weights.get(VectorQuantiser.CODEBOOK); // [codes, K]
  }

  /**
   * Replaces dead codes by vectors of the batch, each vector at most once.
   *
   * @param projected causal embeddings in codebook space, [B, Q, K]
   * @return number of dead codes
   */
  int resetDeadCodes(NDArray projected, RandomStream random) {
    Set<Long> used = used(network.quantiser().ids(projected));
    int width = network.config().codeWidth();
    int[] dead =
        IntStream.range(0, network.config().codes())
            .filter(i -> !used.contains((long) i))
            .toArray();
    float[] vectors = projected.toFloatArray();
    float[] values = codebook.toFloatArray();
    int[] chosen = random.permutation(vectors.length / width);
    for (int i = 0; i < Math.min(dead.length, chosen.length); i++) {
      System.arraycopy(vectors, chosen[i] * width, values, dead[i] * width, width);
    }
    try (NDArray replaced = codebook.getManager().create(values, codebook.getShape())) {
      TorchOps.assign(codebook, replaced);
    }
    return dead.length;
  }

  /** Distinct ids. */
  static Set<Long> used(NDArray ids) {
    Set<Long> used = new HashSet<>();
    for (long id : ids.toLongArray()) {
      used.add(id);
    }
    return used;
  }
}
