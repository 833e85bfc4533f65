package dev.sprout.xar.entity;

import java.util.Arrays;

/**
 * Cells as entities: square blocks of k×k neighbouring latent positions, blocks in raster order,
 * positions in raster order inside a block (xAR, section 3.1).
 */
public final class CellLayout {
  private final int columns;
  private final int cellArea;
  private final int[] order;

  /** Cells of a grid whose sizes {@code cell} divides. */
  public CellLayout(int rows, int columns, int cell) {
    this.columns = columns;
    this.cellArea = cell * cell;
    this.order = new int[rows * columns];
    int cellsAcross = columns / cell;
    for (int i = 0; i < order.length; i++) {
      int block = i / cellArea;
      int inside = i % cellArea;
      int row = block / cellsAcross * cell + inside / cell;
      int column = block % cellsAcross * cell + inside % cell;
      order[i] = row * columns + column;
    }
  }

  /** Number of entities. */
  public int entities() {
    return order.length / cellArea;
  }

  /** Positions of one entity. */
  public int entitySize() {
    return cellArea;
  }

  /** Positions of all entities, N. */
  public int positions() {
    return order.length;
  }

  /** Grid row of a position of the sequence. */
  public int row(int position) {
    return order[position] / columns;
  }

  /** Grid column of a position of the sequence. */
  public int column(int position) {
    return order[position] % columns;
  }

  /** Block-causal mask [N, N], row by row: 0 where a position sees another, else −∞. */
  public float[] mask() {
    int n = order.length;
    float[] mask = new float[n * n];
    for (int query = 0; query < n; query++) {
      int visible = (query / cellArea + 1) * cellArea;
      Arrays.fill(mask, query * n + visible, (query + 1) * n, Float.NEGATIVE_INFINITY);
    }
    return mask;
  }
}
