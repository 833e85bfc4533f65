package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.Default;
import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.Preview;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Training of the xAR network by flow matching under Noisy Context Learning (xAR, section 3.2):
 * every entity is noised to its own time, and the network predicts all velocities. With teacher
 * forcing, the ablation, the context of each noisy entity is the earlier clean ones.
 */
public final class XarTraining implements TrainingTask {
  private final XarLoss loss;
  private final Weights weights;
  private final FlowBatches batches;
  private final long[][] labels;
  private final PrefixSource prefixes; // null without a prefix
  private final ConditionDropout dropout;
  private final EpochOrder order;
  private final Options options;
  private final Exporter exporter;
  private final Preview preview;

  /**
   * Options of the generator's training.
   *
   * @param batch pictures per batch, ≥ 1
   * @param labelDrop share of pictures without a condition, labelled "no class" and of the null
   *     prefix, for classifier-free guidance, in [0, 1)
   * @param precision precision of the blocks; weights are float32
   * @param teacherForcing clean context in place of noisy context
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
   * Training set: latents and labels of all pictures of a source.
   *
   * @param latents unscaled latents of all pictures
   * @param scale factor that brings latents to unit variance
   * @param labels class table rows of each picture
   * @param trained indices of the training pictures
   * @param prefixes source of the pictures' prefixes, or null for a network without a prefix
   */
  public record TrainingSet(
      LatentSet latents, double scale, long[][] labels, int[] trained, PrefixSource prefixes) {
    /** The training set of a network without a prefix. */
    public TrainingSet(LatentSet latents, double scale, long[][] labels, int[] trained) {
      this(latents, scale, labels, trained, null);
    }
  }

  /**
   * Creates the training.
   *
   * @param seed seed of the picture order
   * @param exporter writer of the trained model
   * @param preview writer of preview pictures
   * @param manager owner of the network's tables
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
    if ((config.prefix() == null) != (set.prefixes() == null)) {
      throw new IllegalArgumentException(
          config.prefix() == null
              ? "a source of prefixes is given for a network without one"
              : "a network with a prefix needs a source of prefixes");
    }
    XarNetwork network =
        new XarNetwork(
            config,
            weights,
            ComputeDevice.trainingPrecision(options.precision(), manager),
            manager);
    this.loss = new XarLoss(network, options.teacherForcing());
    this.weights = weights;
    this.batches = new FlowBatches(set, config);
    this.labels = set.labels().clone();
    this.prefixes = set.prefixes();
    this.dropout = new ConditionDropout(network, options.labelDrop());
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
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    RandomStream random = key.random();
    int[] indices = order.indices(key.batch(), options.batch());
    FlowBatches.Batch batch = batches.draw(indices, random, scope);
    long[][] rows = Arrays.stream(indices).mapToObj(index -> labels[index]).toArray(long[][]::new);
    boolean[] dropped = dropout.draw(indices.length, random);
    Prefix prefix = prefixes == null ? null : prefixes.of(scope, indices, random);
    Conditions conditions = dropout.conditions(scope, rows, prefix, dropped);
    return loss.of(batch.data(), batch.noise(), batch.times(), conditions);
  }
}
