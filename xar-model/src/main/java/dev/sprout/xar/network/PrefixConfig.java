package dev.sprout.xar.network;

import dev.sprout.core.Require;

/**
 * Sizes of a prefix of ids, see {@link Prefix}.
 *
 * @param positions ids of a picture, n, 1 to 1024
 * @param width numbers of an id's embedding, 1 to 65536
 */
public record PrefixConfig(int positions, int width) {
  private static final int MOST_POSITIONS = 1024;
  private static final int WIDEST = 1 << 16;

  /** Checks both sizes. */
  public PrefixConfig {
    Require.between("positions", positions, 1, MOST_POSITIONS);
    Require.between("width", width, 1, WIDEST);
  }
}
