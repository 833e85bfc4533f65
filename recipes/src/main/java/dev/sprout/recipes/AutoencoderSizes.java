package dev.sprout.recipes;

import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Sizes of an autoencoder in a configuration file.
 *
 * @param latentScale 1, as in older files; a generator's training measures it
 * @see AutoencoderConfig
 */
record AutoencoderSizes(
    int imageSize,
    int patch,
    int channels,
    List<Integer> multipliers,
    int blocks,
    int latentChannels,
    @Default("1") double latentScale) {

  AutoencoderSizes {
    if (latentScale != 1) {
      throw UserError.invalid(
          "latentScale", latentScale, "1: it is measured in training, leave it out");
    }
    new AutoencoderConfig(
        imageSize, patch, channels, multipliers, blocks, latentChannels, latentScale);
  }

  AutoencoderConfig config() {
    return new AutoencoderConfig(
        imageSize, patch, channels, multipliers, blocks, latentChannels, latentScale);
  }
}
