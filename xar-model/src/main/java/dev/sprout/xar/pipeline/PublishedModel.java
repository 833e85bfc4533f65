package dev.sprout.xar.pipeline;

import dev.sprout.nn.UserError;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.autoencoder.AutoencoderConfig;
import dev.sprout.xar.autoencoder.AutoencoderSizes;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarSizes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The released ImageNet models, whose files don't say what they are. */
final class PublishedModel {
  /** Pixels a side of a latent position of KL-16. */
  private static final int REDUCTION = 16;

  /** Cells a side in the released models. */
  private static final int CELLS = 2;

  /**
   * What the arrays of a released network don't tell: heads, and the sampling that its published
   * figures were made with (table 4 of the paper).
   */
  private enum Variant {
    BASE(768, 12, 40, 2.7),
    LARGE(1024, 16, 50, 2.3),
    HUGE(1280, 16, 50, 2.2);

    private final int width;
    private final int heads;
    private final int steps;
    private final double guidance;

    Variant(int width, int heads, int steps, double guidance) {
      this.width = width;
      this.heads = heads;
      this.steps = steps;
      this.guidance = guidance;
    }

    static Variant of(Path file, int width) {
      for (Variant variant : values()) {
        if (variant.width == width) {
          return variant;
        }
      }
      throw UserError.failure(
          "%s has width %d; released are base (768), large (1024) and huge (1280). For other"
              + " networks write a config.json beside the weights.",
          file, width);
    }
  }

  private PublishedModel() {}

  static ModelConfig config(Path xarFile, String part, Path autoencoderFile) {
    try (WeightFile xar = ModelFolder.open(xarFile, part);
        WeightFile autoencoder = WeightFile.open(autoencoderFile)) {
      Variant variant = Variant.of(xarFile, XarSizes.width(xarFile, xar.tensors()));
      int grid = XarSizes.grid(xarFile, xar.tensors());
      XarConfig sizes = XarSizes.of(xarFile, xar.tensors(), variant.heads, grid / CELLS);
      AutoencoderConfig pixels =
          AutoencoderSizes.of(
              autoencoderFile,
              autoencoder.tensors(),
              grid * REDUCTION,
              AutoencoderConfig.kl16().latentScale());
      String name = "xar-" + variant.name().toLowerCase(java.util.Locale.ROOT);
      return new ModelConfig(
          name,
          "xAR, ImageNet at %d px".formatted(grid * REDUCTION),
          pixels,
          sizes,
          imageNetClasses(),
          List.of(),
          new ModelConfig.Defaults("euler-maruyama", variant.steps, variant.guidance));
    }
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
