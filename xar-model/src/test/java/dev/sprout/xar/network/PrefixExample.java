package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import java.util.List;

/** A small network with a prefix, on a grid that is no square, for tests. */
public final class PrefixExample {
  /** Five ids of six numbers. */
  public static final PrefixConfig PREFIX = new PrefixConfig(5, 6);

  /** Pictures of a batch. */
  public static final int BATCH = 2;

  private final NDManager manager;
  private final RandomStream random = new RandomStream(11);
  private final Weights weights;
  private final XarNetwork network;

  /** Creates the network over an entity, with one encoder and two decoder blocks. */
  public PrefixExample(String entity, NDManager manager) {
    this(new XarConfig(4, 8, 4, 32, 1, 2, 2, 1, entity, 10).withPrefix(PREFIX), manager);
  }

  /** Creates a network with a prefix. */
  public PrefixExample(XarConfig config, NDManager manager) {
    this.manager = manager;
    this.weights = Weights.initialise(XarNetwork.parameters(config), 3, manager);
    enlarge(weights, 7);
    this.network = new XarNetwork(config, weights, Precision.FP32, manager);
  }

  /** Replaces all embeddings of the prefix by ones large enough to matter. */
  public static void enlarge(Weights weights, long seed) {
    RandomStream random = new RandomStream(seed);
    weights.arrays().entrySet().stream()
        .filter(each -> each.getKey().matches("prefix\\.(null|\\w*positions|condition)"))
        .map(each -> each.getValue())
        .forEach(a -> TorchOps.assign(a, GaussianNoise.draw(random, a.getManager(), a.getShape())));
  }

  /** The network, in float32. */
  public XarNetwork network() {
    return network;
  }

  /** Its weights. */
  public Weights weights() {
    return weights;
  }

  /** The network with other weights. */
  XarNetwork over(Weights others) {
    return new XarNetwork(network.config(), others, Precision.FP32, manager);
  }

  /** Tokens of both pictures, [B, N, C], new ones at every call. */
  public NDArray tokens() {
    return normal(BATCH, network.layout().positions(), network.config().tokenChannels());
  }

  /** Class embeddings of both pictures, [B, D]. */
  public NDArray classes() {
    return network.embed(manager.create(new long[] {1, 4}, new Shape(BATCH, 1)));
  }

  /** New prefixes of both pictures, with their lengths or, without any, whole. */
  public Prefix prefix(Integer... kept) {
    return new Prefix(normal(BATCH, PREFIX.positions(), PREFIX.width()), List.of(kept));
  }

  /** The classes with new prefixes. */
  public Conditions conditions(Integer... kept) {
    return new Conditions(classes(), prefix(kept));
  }

  /** Standard normal numbers. */
  public NDArray normal(long... shape) {
    return GaussianNoise.draw(random, manager, new Shape(shape));
  }

  /** Largest absolute difference. */
  public static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
