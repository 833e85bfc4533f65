package dev.sprout.autoencoder;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Sizes of the KL autoencoder.
 *
 * @param imageSize pixels per side in training; other multiples of the reduction work too
 * @param patch pixels per side folded into channels before the first convolution; 1 folds none
 * @param channels width of the finest level, a multiple of 32
 * @param multipliers width of each level, finest first, in units of {@code channels}
 * @param blocks residual blocks per encoder level; the decoder has one more
 * @param latentChannels channels of a latent, z
 * @param latentScale factor that brings latents to unit variance
 */
public record AutoencoderConfig(
    int imageSize,
    int patch,
    int channels,
    List<Integer> multipliers,
    int blocks,
    int latentChannels,
    double latentScale) {
  private static final int GROUPS = 32;
  private static final int MOST_PIXELS = 4096;
  private static final int MOST_LEVELS = 8;
  private static final int WIDEST = 1 << 16;
  private static final int DEEPEST = 100;

  /** Checks every size. */
  public AutoencoderConfig {
    multipliers = List.copyOf(Require.present("multipliers", multipliers));
    Require.between("patch", patch, 1, MOST_PIXELS);
    Require.between("channels", channels, 1, WIDEST);
    if (channels % GROUPS != 0) {
      throw UserError.invalid("channels", channels, "a multiple of 32 (group norm)");
    }
    if (multipliers.isEmpty() || multipliers.size() > MOST_LEVELS) {
      throw UserError.invalid("multipliers", multipliers, "a list of 1 to 8 levels");
    }
    multipliers.forEach(each -> Require.between("multipliers", each, 1, WIDEST / GROUPS));
    Require.between("blocks", blocks, 1, DEEPEST);
    Require.between("latentChannels", latentChannels, 1, WIDEST);
    Require.positiveUpTo("latentScale", latentScale, 1e6);
    Require.between("imageSize", imageSize, 1, MOST_PIXELS);
    int reduction = patch << (multipliers.size() - 1);
    if (imageSize % reduction != 0) {
      throw UserError.invalid("imageSize", imageSize, "a multiple of the reduction " + reduction);
    }
  }

  /** The KL-16 autoencoder of the MAR checkpoints: 256 px to 16×16×16, latents × 0.2325. */
  public static AutoencoderConfig kl16() {
    return new AutoencoderConfig(256, 1, 128, List.of(1, 1, 2, 2, 4), 2, 16, 0.2325);
  }

  /** Number of resolutions. */
  public int levels() {
    return multipliers.size();
  }

  /** Channels of one level, 0 = finest. */
  public int width(int level) {
    return channels * multipliers.get(level);
  }

  /** Pixels per side of a latent position, r. */
  public int reduction() {
    return patch << (levels() - 1);
  }

  /** Latent positions per side at the trained size. */
  public int grid() {
    return imageSize / reduction();
  }

  /** Input channels of the first convolution. */
  public int foldedChannels() {
    return 3 * patch * patch;
  }

  /** A copy with another latent scale. */
  public AutoencoderConfig withLatentScale(double scale) {
    return new AutoencoderConfig(
        imageSize, patch, channels, multipliers, blocks, latentChannels, scale);
  }
}
