package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Conditions of B pictures.
 *
 * @param classes class embeddings, [B, D]; "no class" where a prefix alone describes a picture
 * @param prefix prefixes of ids, or null: a network with a prefix then takes its null prefix
 */
public record Conditions(NDArray classes, Prefix prefix) {
  /** Checks that both are of as many pictures. */
  public Conditions {
    if (prefix != null && prefix.pictures() != classes.size(0)) {
      throw new IllegalArgumentException(
          prefix.pictures() + " prefixes for " + classes.size(0) + " class embeddings");
    }
  }

  /** Conditions by class alone, [B, D]. */
  public static Conditions of(NDArray classes) {
    return new Conditions(classes, null);
  }

  /** Pictures, B. */
  public long pictures() {
    return classes.size(0);
  }

  /**
   * These conditions, then others, of the same network and both with a prefix or both without.
   *
   * @param manager owner of the arrays
   */
  public Conditions and(Conditions others, NDManager manager) {
    NDArray both = classes.concat(others.classes, 0);
    both.attach(manager);
    if (prefix == null) {
      return of(both);
    }
    Prefix prefixes = prefix.and(others.prefix);
    prefixes.embeddings().attach(manager);
    return new Conditions(both, prefixes);
  }
}
