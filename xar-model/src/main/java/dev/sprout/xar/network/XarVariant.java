package dev.sprout.xar.network;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Published ImageNet models with their sampling options (xAR, table 4); large at 512 px takes those
 * of large at 256 px.
 */
public enum XarVariant {
  /** xAR-B at 256 px: 172 M parameters. */
  BASE(16, 768, 8, 12, 40, 2.7),
  /** xAR-L at 256 px: 608 M parameters. */
  LARGE(16, 1024, 16, 16, 50, 2.3),
  /** xAR-L at 512 px: the blocks of xAR-L over four times the positions. */
  LARGE_512(32, 1024, 16, 16, 50, 2.3),
  /** xAR-H at 256 px: 1.1 B parameters. */
  HUGE(16, 1280, 20, 16, 50, 2.2);

  /** Cells per side. */
  private static final int CELLS = 2;

  private static final int CHANNELS = 16;
  private static final int CLASSES = 1000;

  private final int grid;
  private final int width;
  private final int blocks;
  private final int heads;
  private final int steps;
  private final double guidance;

  /**
   * Creates a variant.
   *
   * @param grid latent positions per side
   * @param blocks blocks of the encoder, and as many of the decoder
   */
  XarVariant(int grid, int width, int blocks, int heads, int steps, double guidance) {
    this.grid = grid;
    this.width = width;
    this.blocks = blocks;
    this.heads = heads;
    this.steps = steps;
    this.guidance = guidance;
  }

  /**
   * Variant of a width; of several, the one with the nearest grid.
   *
   * @param width D
   * @param grid latent positions per side
   */
  public static Optional<XarVariant> of(int width, int grid) {
    return Stream.of(values())
        .filter(variant -> variant.width == width)
        .min(Comparator.comparingInt(variant -> Math.abs(variant.grid - grid)));
  }

  /** Its sizes. */
  public XarConfig config() {
    String entity = "cell " + grid / CELLS;
    return new XarConfig(grid, grid, CHANNELS, width, blocks, blocks, heads, 1, entity, CLASSES);
  }

  /** Solver steps per entity. */
  public int steps() {
    return steps;
  }

  /** Guidance scale at the last entity. */
  public double guidance() {
    return guidance;
  }

  /** Lower-case name, such as {@code large-512}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
