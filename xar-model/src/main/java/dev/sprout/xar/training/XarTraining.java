package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.Default;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.flow.LogitNormalTimes;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.Preview;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.nio.file.Path;
import java.util.Map;

/**
 * Flow matching under Noisy Context Learning (xAR, section 3.2): every entity of a picture is
 * noised to its own time and the network predicts the velocity of all of them. With teacher forcing
 * instead, the ablation, each noisy entity has the clean ones before it as its context.
 */
public final class XarTraining implements TrainingTask {
  private final XarNetwork network;
  private final XarLoss loss;
  private final Weights weights;
  private final LatentSet latents;
  private final long[][] labels;
  private final double latentScale;
  private final LatentTokens tokens;
  private final EpochOrder order;
  private final Options options;
  private final Exporter exporter;
  private final Preview preview;

  /**
   * What a batch consists of.
   *
   * @param batch pictures a batch, ≥ 1
   * @param labelDrop share of pictures whose labels are replaced by "no class", in [0, 1), for
   *     classifier-free guidance
   * @param precision of the blocks, where the hardware has it; the weights are float32
   * @param teacherForcing give clean context instead of noisy one
   */
  public record Options(
      int batch,
      double labelDrop,
      @Default("\"fp32\"") Precision precision,
      @Default("false") boolean teacherForcing) {
    /** Checks the ranges. */
    public Options {
      Require.positive("batch", batch);
      Require.fraction("labelDrop", labelDrop);
      Require.present("precision", precision);
    }
  }

  /**
   * Latents of all pictures of a source, with what is known of them.
   *
   * @param latents of all pictures, unscaled
   * @param scale factor that brings latents to unit variance
   * @param labels rows of the class table of each picture
   * @param trained indices of the pictures to learn from; the others are never drawn
   */
  public record TrainingSet(LatentSet latents, double scale, long[][] labels, int[] trained) {}

  /**
   * A training.
   *
   * @param seed of the order of the pictures
   * @param exporter writes the model
   * @param preview draws pictures of the training set anew
   * @param manager owns the network's tables
   */
  public XarTraining(
      XarConfig config,
      Weights weights,
      TrainingSet set,
      long seed,
      Options options,
      Exporter exporter,
      Preview preview,
      NDManager manager) {
    this.network =
        new XarNetwork(
            config,
            weights,
            ComputeDevice.trainingPrecision(options.precision(), manager),
            manager);
    this.loss = new XarLoss(network, options.teacherForcing());
    this.weights = weights;
    this.tokens = new LatentTokens(config);
    this.latents = set.latents();
    this.latentScale = set.scale();
    this.labels = set.labels().clone();
    this.order = new EpochOrder(set.trained(), seed);
    this.options = options;
    this.exporter = exporter;
    this.preview = preview;
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, folder);
  }

  @Override
  public void preview(Weights averages, Path file) {
    preview.draw(averages, file);
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
    RandomStream random = draw.random();
    int[] indices = order.indices(draw.batch(), options.batch());
    NDArray data = tokens.sequence(latents.draw(scope, indices, latentScale, random)); // [B, N, C]
    NDArray noise = GaussianNoise.draw(random, scope, data.getShape()); // [B, N, C]
    Shape entities = new Shape(options.batch(), network.layout().entities());
    NDArray t = LogitNormalTimes.STANDARD.draw(random, scope, entities); // [B, E]
    NDArray classes = network.embed(labels(scope, indices, random)); // [B, D]
    return loss.of(data, noise, t, classes);
  }

  private NDArray labels(NDManager scope, int[] indices, RandomStream random) {
    int width = labels[0].length;
    long[] rows = new long[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      boolean dropped = random.nextDouble() < options.labelDrop();
      for (int j = 0; j < width; j++) {
        rows[i * width + j] = dropped ? network.config().noClass() : labels[indices[i]][j];
      }
    }
    return scope.create(rows, new Shape(indices.length, width)); // [B, L]
  }
}
