package dev.sprout.xar.training;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nested dropout of ids (Rippel et al., arXiv 1402.0915; FlexTok, arXiv 2502.13967, section 3.1): a
 * picture of a training batch keeps its first k ids only, k drawn from 1, 2, 4 and on, so that the
 * first ids learn what matters most. Immutable and thread-safe.
 */
public final class NestedDropout {
  private final List<Integer> lengths;

  /**
   * Creates the dropout.
   *
   * @param positions ids of a picture, n, ≥ 1
   */
  public NestedDropout(int positions) {
    Require.positive("positions", positions);
    IntStream powers = IntStream.iterate(1, k -> k < positions, k -> 2 * k);
    this.lengths = IntStream.concat(powers, IntStream.of(positions)).boxed().toList();
  }

  /** The numbers drawn from, all equally likely: powers of two below n, and n. */
  public List<Integer> lengths() {
    return lengths;
  }

  /** Draws how many ids each picture keeps, [B]. */
  public List<Integer> draw(int pictures, RandomStream random) {
    return IntStream.range(0, pictures)
        .mapToObj(i -> lengths.get(random.nextInt(lengths.size())))
        .toList();
  }
}
