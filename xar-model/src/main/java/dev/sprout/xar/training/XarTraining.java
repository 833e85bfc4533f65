package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.flow.LogitNormalTimes;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.util.Map;

/**
 * Flow matching under Noisy Context Learning (xAR, section 3.2): every entity of a picture is
 * noised to its own time and the network predicts the velocity of all of them. With teacher forcing
 * instead, the ablation, each noisy entity has the clean ones before it as its context.
 */
public abstract class XarTraining implements TrainingTask {
  private final XarNetwork network;
  private final XarLoss loss;
  private final Weights weights;
  private final LatentSet latents;
  private final long[][] labels;
  private final double latentScale;
  private final LatentTokens tokens;
  private final EpochOrder order;
  private final Options options;

  /**
   * What the training draws.
   *
   * @param batch pictures a step
   * @param labelDrop how often a picture's labels are replaced by "no class", for guidance
   * @param precision of the blocks, where the hardware has it; the weights are float32
   * @param teacherForcing give clean context instead of noisy one
   */
  public record Options(int batch, double labelDrop, Precision precision, boolean teacherForcing) {}

  /**
   * A training set.
   *
   * @param labels rows of the class table of each picture
   * @param trained indices of the pictures to learn from
   */
  public XarTraining(
      XarConfig config,
      Weights weights,
      LatentSet latents,
      double latentScale,
      long[][] labels,
      int[] trained,
      long seed,
      Options options,
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
    this.latents = latents;
    this.latentScale = latentScale;
    this.labels = labels.clone();
    this.order = new EpochOrder(trained, seed);
    this.options = options;
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
