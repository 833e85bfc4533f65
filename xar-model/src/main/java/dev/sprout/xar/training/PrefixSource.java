package dev.sprout.xar.training;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.xar.network.Prefix;

/** Source of the prefixes of training pictures. */
@FunctionalInterface
public interface PrefixSource {
  /**
   * Prefixes of a batch; gradients flow into their embeddings.
   *
   * @param scope owner of the arrays
   * @param pictures indices of the B pictures
   * @param random what may be drawn of, such as the number of ids that each picture keeps
   */
  Prefix of(NDManager scope, int[] pictures, RandomStream random);
}
