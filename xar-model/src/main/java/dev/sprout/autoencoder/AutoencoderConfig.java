package dev.sprout.autoencoder;

import dev.sprout.core.UserError;
import java.util.List;

/**
 * Sizes of the KL autoencoder.
 *
 * @param imageSize pixels a side that it was trained on; other multiples of the reduction work too
 * @param patch pixels a side folded into channels before the first convolution; 1 folds nothing
 * @param channels width of the finest level, a multiple of 32
 * @param multipliers width of each level, finest first, in units of {@code channels}
 * @param blocks residual blocks a level in the encoder; the decoder has one more
 * @param latentChannels numbers a latent position
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

  /** Checks every size. */
  public AutoencoderConfig {
    multipliers = List.copyOf(multipliers);
    require(patch >= 1, "patch", patch, "a whole number from 1");
    require(
        channels > 0 && channels % 32 == 0, "channels", channels, "a multiple of 32 (group norm)");
    require(!multipliers.isEmpty(), "multipliers", multipliers, "at least one level");
    require(
        multipliers.stream().allMatch(m -> m > 0), "multipliers", multipliers, "numbers from 1");
    require(blocks >= 1, "blocks", blocks, "a whole number from 1");
    require(latentChannels >= 1, "latentChannels", latentChannels, "a whole number from 1");
    require(
        Double.isFinite(latentScale) && latentScale > 0,
        "latentScale",
        latentScale,
        "a positive number");
    int reduction = patch << (multipliers.size() - 1);
    require(
        imageSize > 0 && imageSize % reduction == 0,
        "imageSize",
        imageSize,
        "a multiple of the reduction " + reduction);
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

  /** Pixels a side of one latent position. */
  public int reduction() {
    return patch << (levels() - 1);
  }

  /** Latent positions a side at the trained size. */
  public int grid() {
    return imageSize / reduction();
  }

  /** Channels seen by the first convolution. */
  public int foldedChannels() {
    return 3 * patch * patch;
  }

  /** The same with another latent scale. */
  public AutoencoderConfig withLatentScale(double scale) {
    return new AutoencoderConfig(
        imageSize, patch, channels, multipliers, blocks, latentChannels, scale);
  }

  private static void require(boolean valid, String name, Object value, String accepted) {
    if (!valid) {
      throw UserError.failure("autoencoder %s is %s; accepted is %s", name, value, accepted);
    }
  }
}
