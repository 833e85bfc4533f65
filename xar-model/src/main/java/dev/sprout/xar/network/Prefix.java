package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Prefixes of B pictures: embeddings of the n ids of each, which stand in front of the entities and
 * are seen by all of them. Ids are in causal order, so the first k of them are a description too.
 *
 * @param embeddings float32 [B, n, width]; gradients flow into it
 * @param kept number of leading ids that each picture keeps, [B], each 1 to n; nothing sees the
 *     others. Empty where all are kept.
 */
public record Prefix(NDArray embeddings, List<Integer> kept) {
  /**
   * Copies the list.
   *
   * @throws UserError when a picture keeps no id, or more than there are
   */
  public Prefix {
    kept = List.copyOf(kept);
    if (embeddings.getShape().dimension() != 3) {
      throw new IllegalArgumentException(embeddings.getShape() + " is not [B, n, width]");
    } else if (!kept.isEmpty() && kept.size() != embeddings.size(0)) {
      throw new IllegalArgumentException(
          kept.size() + " kept lengths for " + embeddings.size(0) + " pictures");
    }
    for (int length : kept) {
      if (length < 1 || length > embeddings.size(1)) {
        throw UserError.invalid(
            "kept",
            length,
            "a whole number from 1 to "
                + embeddings.size(1)
                + "; a picture without ids takes the null prefix");
      }
    }
  }

  /** Prefixes of which every id is kept, [B, n, width]. */
  public static Prefix of(NDArray embeddings) {
    return new Prefix(embeddings, List.of());
  }

  /** Pictures, B. */
  long pictures() {
    return embeddings.size(0);
  }

  /** Ids of a picture, n. */
  int positions() {
    return Math.toIntExact(embeddings.size(1));
  }

  /** Whether some picture keeps fewer than n ids. */
  boolean isShortened() {
    return kept.stream().anyMatch(length -> length < positions());
  }

  /** Ids kept of each picture, [B], also where all are. */
  List<Integer> lengths() {
    return kept.isEmpty() ? Collections.nCopies((int) pictures(), positions()) : kept;
  }

  /** Prefixes of pictures {@code from} to before {@code to}. */
  Prefix rows(int from, int to, NDManager scope) {
    NDArray rows = embeddings.get(scope, new NDIndex(from + ":" + to));
    return new Prefix(rows, kept.isEmpty() ? kept : kept.subList(from, to));
  }

  /** These pictures' prefixes, then another's. */
  Prefix and(Prefix other) {
    List<Integer> both = new ArrayList<>(lengths());
    both.addAll(other.lengths());
    return new Prefix(embeddings.concat(other.embeddings, 0), both);
  }

  /** Bias of attention, [B · n]: −∞ at ids that aren't kept, else 0. */
  float[] bias() {
    float[] bias = new float[(int) pictures() * positions()];
    for (int i = 0; i < bias.length; i++) {
      boolean isKept = i % positions() < lengths().get(i / positions());
      bias[i] = isKept ? 0 : Float.NEGATIVE_INFINITY;
    }
    return bias;
  }
}
