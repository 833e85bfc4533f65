package dev.sprout.xar.network;

import dev.sprout.xar.entity.CellLayout;

/**
 * Where each number of the token sequence [N, C·p²] lies in the latents [C, rows, columns]: tokens
 * in entity order, inside a token channel by channel and p×p positions in raster order.
 */
public final class LatentOrder {
  private final int[] indices;

  /** The order of a network's tokens. */
  public LatentOrder(XarConfig config, CellLayout layout) {
    int patch = config.patch();
    int channels = config.tokenChannels();
    this.indices = new int[config.positions() * channels];
    for (int i = 0; i < indices.length; i++) {
      int token = i / channels;
      int inside = i % channels % (patch * patch);
      int channel = i % channels / (patch * patch);
      int row = layout.row(token) * patch + inside / patch;
      int column = layout.column(token) * patch + inside % patch;
      indices[i] = (channel * config.rows() + row) * config.columns() + column;
    }
  }

  /** Element i of the flat sequence is element {@code indices()[i]} of the flat latents. */
  public int[] indices() {
    return indices.clone();
  }

  /** Element i of the flat latents is element {@code inverse()[i]} of the flat sequence. */
  public int[] inverse() {
    int[] inverse = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      inverse[indices[i]] = i;
    }
    return inverse;
  }
}
