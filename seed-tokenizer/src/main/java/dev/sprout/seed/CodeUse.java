package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many codes a batch of pictures uses.
 *
 * @param codes distinct codes of the batch
 * @param perPosition distinct codes of a position, the mean over positions, 1 to the batch size
 * @param perplexity exponential of the entropy of the codes' frequencies, 1 to {@code codes}: so
 *     many codes in equal use have that entropy
 */
record CodeUse(int codes, double perPosition, double perplexity) {

  /** Use of codes by ids, int64 [B, Q]. */
  static CodeUse of(NDArray ids) {
    int queries = Math.toIntExact(ids.size(1));
    long[] flat = ids.toLongArray();
    Map<Long, Integer> counts = new HashMap<>();
    Set<Long> places = new HashSet<>(); // pairs of code and position, as one number
    for (int i = 0; i < flat.length; i++) {
      counts.merge(flat[i], 1, Integer::sum);
      places.add(flat[i] * queries + i % queries);
    }
    double entropy = 0;
    for (int count : counts.values()) {
      double share = count / (double) flat.length;
      entropy -= share * StrictMath.log(share);
    }
    return new CodeUse(counts.size(), places.size() / (double) queries, StrictMath.exp(entropy));
  }

  void record(Map<String, Double> meters) {
    meters.put("codes", (double) codes);
    meters.put("codesPerPosition", perPosition);
    meters.put("perplexity", perplexity);
  }
}
