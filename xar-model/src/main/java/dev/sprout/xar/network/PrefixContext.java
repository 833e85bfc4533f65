package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * What entities see of the prefixes of B pictures.
 *
 * @param keysAndValues keys and values of each block, [B, heads, n, H] each; an empty list without
 *     a prefix
 * @param hidden bias of attention to them, [B, 1, 1, n]: −∞ at ids that aren't kept, else 0; null
 *     where all are kept
 */
record PrefixContext(List<NDArray[]> keysAndValues, NDArray hidden) {
  /** Context of a network without a prefix. */
  static final PrefixContext NONE = new PrefixContext(List.of(), null);

  /** Keys and values of a block; an empty array without a prefix. */
  NDArray[] of(int block) {
    return keysAndValues.isEmpty() ? new NDArray[0] : keysAndValues.get(block);
  }

  /**
   * A mask of attention among entities, preceded by that of their attention to the prefix.
   *
   * @param mask [T, S], 0 or −∞
   * @param scope owner of the result
   * @return [T, n + S], or [B, 1, T, n + S] where pictures keep fewer ids than n
   */
  NDArray before(NDArray mask, NDManager scope) {
    if (keysAndValues.isEmpty()) {
      return mask;
    }
    long queries = mask.size(0);
    long n = keysAndValues.get(0)[0].size(2);
    if (hidden == null) {
      return scope.zeros(new Shape(queries, n)).concat(mask, 1);
    }
    long pictures = hidden.size(0);
    NDArray toPrefix = hidden.broadcast(new Shape(pictures, 1, queries, n));
    NDArray toEntities = mask.broadcast(new Shape(pictures, 1, queries, mask.size(1)));
    toEntities.attach(scope);
    return toPrefix.concat(toEntities, 3);
  }
}
