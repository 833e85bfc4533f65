package dev.sprout.xar.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.flow.NormalStream;
import dev.sprout.flow.PictureNoise;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.SamplingOptions;
import dev.sprout.xar.sampling.XarSampler;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Sampling speed of an xAR network, against the machine's matrix-product rate measured next to it.
 */
public final class XarBenchmark {
  /** Side of the square matrices of the reference rate. */
  private static final int SIDE = 2048;

  /** Reference products before and after sampling; the fastest counts. */
  private static final int PRODUCTS = 10;

  private final XarConfig config;
  private final Weights weights;
  private final int batch;
  private final SamplingOptions options;
  private final NDManager manager;

  /**
   * Measured rates.
   *
   * @param picturesPerSecond pictures sampled per second, decoding aside
   * @param gflops matrix-product operations while sampling, in 10⁹ per second
   * @param matmulGflops reference rate in the same precision, in 10⁹ operations per second
   */
  public record Rate(double picturesPerSecond, double gflops, double matmulGflops) {
    /** Share of the reference rate, 1 = all. */
    public double share() {
      return gflops / matmulGflops;
    }
  }

  /**
   * Creates a benchmark of one network.
   *
   * @param weights weights in float32
   * @param batch pictures per batch
   * @param options sampling options; a solver of one evaluation per step: euler or euler-maruyama
   * @param manager owner of all arrays
   */
  public XarBenchmark(
      XarConfig config, Weights weights, int batch, SamplingOptions options, NDManager manager) {
    this.config = config;
    this.weights = weights;
    this.batch = batch;
    this.options = options;
    this.manager = manager;
  }

  /** Measures one batch, after a short one as warm-up. */
  public Rate run(Precision precision) {
    try (NDManager scope = manager.newSubManager()) {
      Weights used = precision.isBfloat16() ? XarNetwork.rounded(weights, scope) : weights;
      XarNetwork network = new XarNetwork(config, used, precision, scope);
      draw(network, options.withSteps(1), scope);
      double before = matmulGflops(precision, scope);
      double seconds = draw(network, options, scope);
      double matmul = Math.max(before, matmulGflops(precision, scope));
      double cost = new XarCost(config).picture(options.solver().steps(), options.guidance());
      return new Rate(batch / seconds, batch * cost / seconds / 1e9, matmul);
    }
  }

  private double draw(XarNetwork network, SamplingOptions options, NDManager scope) {
    List<NormalStream> streams = LongStream.range(0, batch).mapToObj(NormalStream::of).toList();
    long[] classes = LongStream.range(0, batch).map(i -> i % config.classes()).toArray();
    NDArray embedded = network.embed(scope.create(classes, new Shape(batch, 1))); // [B, D]
    Conditions unconditional = Conditions.of(network.noClass(scope, batch, 1));
    long begin = System.nanoTime();
    NDArray latents =
        new XarSampler(network)
            .sample(Conditions.of(embedded), unconditional, options, new PictureNoise(streams));
    latents.toFloatArray(); // waits for the device
    double seconds = (System.nanoTime() - begin) / 1e9;
    latents.close();
    return seconds;
  }

  private static double matmulGflops(Precision precision, NDManager parent) {
    try (NDManager scope = parent.newSubManager()) {
      NDArray x = GaussianNoise.draw(new RandomStream(1), scope, new Shape(SIDE, SIDE));
      NDArray zero = scope.zeros(new Shape(SIDE));
      NDArray left = precision.isBfloat16() ? TorchOps.bfloat16(x) : x;
      NDArray bias = precision.isBfloat16() ? TorchOps.bfloat16(zero) : zero;
      double best = 0;
      for (int i = 0; i < PRODUCTS; i++) {
        long begin = System.nanoTime();
        NDArray product = TorchOps.linear(left, left, bias);
        TorchOps.float32(product.get("0:1, 0:1")).toFloatArray();
        double seconds = (System.nanoTime() - begin) / 1e9;
        best = Math.max(best, 2.0 * SIDE * SIDE * SIDE / seconds / 1e9);
        product.close();
      }
      return best;
    }
  }
}
