package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import dev.sprout.xar.entity.EntityLayout;

/**
 * Conversion of latents [B, z, H, W] to tokens [B, N, C] in entity order: p×p neighbours fold into
 * the C = z·p² channels of a token, channel by channel, each in raster order. Immutable and
 * thread-safe.
 */
public final class LatentTokens {
  private final XarConfig config;
  private final EntityLayout layout;

  /** Creates the conversion of a network. */
  public LatentTokens(XarConfig config) {
    this.config = config;
    this.layout = config.layout();
  }

  /** [B, z, H, W] → [B, N, C]. */
  public NDArray sequence(NDArray latents) {
    int p = config.patch();
    long batch = latents.getShape().get(0);
    NDArray folded =
        latents
            .reshape(batch, config.channels(), config.tokenRows(), p, config.tokenColumns(), p)
            .transpose(0, 2, 4, 1, 3, 5)
            .reshape(batch, -1, config.tokenChannels()); // [B, G, C]
    return layout.sequence(folded);
  }

  /** [B, N, C] → [B, z, H, W]. */
  public NDArray latents(NDArray sequence) {
    int p = config.patch();
    long batch = sequence.getShape().get(0);
    return layout
        .grid(sequence)
        .reshape(batch, config.tokenRows(), config.tokenColumns(), config.channels(), p, p)
        .transpose(0, 3, 1, 4, 2, 5)
        .reshape(batch, config.channels(), config.rows(), config.columns());
  }
}
