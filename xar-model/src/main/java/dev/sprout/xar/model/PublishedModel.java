package dev.sprout.xar.model;

import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.autoencoder.AutoencoderConfigReader;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarConfigReader;
import dev.sprout.xar.network.XarVariant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Configuration of a published ImageNet model, from its arrays' shapes. */
final class PublishedModel {
  /** Pixels per side of a KL-16 latent position. */
  private static final int REDUCTION = 16;

  private PublishedModel() {}

  static ModelConfig config(Path xarFile, String part, Path autoencoderFile) {
    try (WeightFile xar = ModelFolder.open(xarFile, part);
        WeightFile autoencoder = WeightFile.open(autoencoderFile)) {
      int grid = XarConfigReader.grid(xarFile, xar.tensors());
      XarVariant variant = variant(xarFile, XarConfigReader.width(xarFile, xar.tensors()), grid);
      XarConfig sizes =
          XarConfigReader.of(
              xarFile, xar.tensors(), variant.config().heads(), XarConfigReader.cell(xarFile, xar));
      AutoencoderConfig pixels =
          AutoencoderConfigReader.of(
              autoencoderFile,
              autoencoder.tensors(),
              grid * REDUCTION,
              AutoencoderConfig.kl16().latentScale());
      return new ModelConfig(
          "xar-" + variant,
          "xAR, ImageNet at %d px".formatted(grid * REDUCTION),
          pixels,
          sizes,
          imageNetClasses(),
          List.of(),
          new ModelConfig.Defaults("euler-maruyama", variant.steps(), variant.guidance()));
    }
  }

  /** Variant of the published sizes: heads and sampling options, which shapes don't state. */
  private static XarVariant variant(Path file, int width, int grid) {
    return XarVariant.of(width, grid)
        .orElseThrow(
            () ->
                UserError.failure(
                    "%s has width %d; published are base (768), large (1024) and huge (1280). Other"
                        + " networks need a config.json beside the weights.",
                    file, width));
  }

  private static List<ModelConfig.Concept> imageNetClasses() {
    try (InputStream in = PublishedModel.class.getResourceAsStream("imagenet-classes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(name -> new ModelConfig.Concept(name, List.of()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
