package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Training of the KL autoencoder: mean absolute plus mean squared error of pixels, plus a small
 * Kullback–Leibler divergence of the latents from N(0, 1).
 */
public final class AutoencoderTraining implements TrainingTask {
  private static final int SHOWN = 8;
  private static final int GAP = 4;

  private final Autoencoder autoencoder;
  private final Weights weights;
  private final PictureBatches pictures;
  private final EpochOrder order;
  private final int[] shown;
  private final Options options;
  private final Exporter exporter;

  /**
   * Options of the autoencoder's training.
   *
   * @param batch pictures per batch, ≥ 1
   * @param divergenceWeight weight of the mean Kullback–Leibler divergence of the latents from N(0,
   *     1), ≥ 0
   * @param precision precision of all matrix products; weights are float32
   */
  public record Options(
      int batch, double divergenceWeight, @Default("\"fp32\"") Precision precision) {
    /** Checks the ranges. */
    public Options {
      Require.positive("batch", batch);
      Require.atLeast("divergenceWeight", divergenceWeight, 0.0);
      Require.present("precision", precision);
    }
  }

  /**
   * Creates the training.
   *
   * @param trained indices of the training pictures
   * @param exporter writer of the trained autoencoder
   */
  public AutoencoderTraining(
      AutoencoderConfig config,
      Weights weights,
      PictureBatches pictures,
      int[] trained,
      long seed,
      Options options,
      Exporter exporter) {
    this.autoencoder = new Autoencoder(config, weights);
    this.weights = weights;
    this.pictures = pictures;
    this.shown = Arrays.copyOf(trained, Math.min(SHOWN, trained.length));
    this.order = new EpochOrder(trained, seed);
    this.options = options;
    this.exporter = exporter;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return options.batch();
  }

  @Override
  public NDArray loss(BatchKey draw, NDManager scope, Map<String, Double> meters) {
    int[] indices = order.indices(draw.batch(), options.batch());
    NDArray image = pictures.batch(scope, indices); // [B, 3, S, S]
    Precision precision = ComputeDevice.trainingPrecision(options.precision(), scope);
    NDArray input = precision.isBfloat16() ? TorchOps.bfloat16(image) : image;
    NDArray moments = TorchOps.float32(autoencoder.encode(input)); // [B, 2z, h, w]
    Shape shape = moments.getShape();
    Shape half = new Shape(shape.get(0), shape.get(1) / 2, shape.get(2), shape.get(3));
    NDArray latents = Autoencoder.sample(moments, GaussianNoise.draw(draw.random(), scope, half));
    NDArray decoded =
        autoencoder.decode(precision.isBfloat16() ? TorchOps.bfloat16(latents) : latents);
    NDArray absolute = TorchOps.meanAbsoluteError(decoded, image);
    NDArray squared = TorchOps.meanSquaredError(decoded, image);
    NDArray divergence = Autoencoder.divergence(moments);
    meters.put("psnr", -10 * Math.log10(squared.getFloat() / 4));
    meters.put("divergence", (double) divergence.getFloat());
    return absolute.add(squared).add(TorchOps.scaled(divergence, options.divergenceWeight()));
  }

  @Override
  public void preview(Weights averages, Path file) {
    List<Picture> cells = new ArrayList<>(pictures.pictures(shown));
    Autoencoder averaged = new Autoencoder(autoencoder.config(), averages);
    try (NDManager scope = averages.newScope()) {
      cells.addAll(Picture.ofBatch(averaged.reconstruct(pictures.batch(scope, shown))));
    }
    Png.write(file, PictureGrid.of(cells, shown.length, GAP), Map.of());
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, folder);
  }
}
