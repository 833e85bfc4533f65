package dev.sprout.tokenunify.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.benchmark.CpuClock;
import dev.sprout.nn.benchmark.MatrixRate;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;

/**
 * Processor time of the network on one block, beside what the same machine reaches in matrix
 * products and in one of the network's own convolutions.
 *
 * @param inference seconds of a map without gradients
 * @param training seconds of a map, a loss and all gradients
 * @param gigaOperations 10⁹ operations of the network's convolutions and matrix products in one
 *     map: two for each multiplication
 * @param matrixRate 10⁹ operations a processor second of a large matrix product
 * @param convolutionRate the same of a convolution of the finest level
 */
public record NetworkBenchmark(
    double inference,
    double training,
    double gigaOperations,
    double matrixRate,
    double convolutionRate) {
  private static final int RUNS = 3;

  /** Measures a network of some size with random weights. */
  public static NetworkBenchmark run(MambaUnetConfig config, BlockSides sides) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(MambaUnet.parameters(config), 1, manager);
      MambaUnet network = new MambaUnet(config, weights);
      NDArray block = manager.randomUniform(0, 1, new Shape(1, 1, sides.z(), sides.y(), sides.x()));
      double inference = CpuClock.fastest(RUNS, () -> network.forward(block).close());
      weights.requireGradients();
      double training = CpuClock.fastest(RUNS, () -> train(network, block));
      return new NetworkBenchmark(
          inference,
          training,
          new NetworkCost(config, sides).operations() / 1e9,
          MatrixRate.measure(manager),
          convolutionRate(config, block, manager));
    }
  }

  /** How much of the machine's convolution rate a map reaches, its scans included. */
  public double convolutionShare() {
    return gigaOperations / inference / convolutionRate;
  }

  private static void train(MambaUnet network, NDArray block) {
    try (NDManager scope = block.getManager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray input = block.duplicate();
      input.attach(scope);
      GradientTape tape = new GradientTape();
      NDArray map = network.forward(input, tape);
      tape.backward(collector, MambaUnet.probability(map).square().mean());
    }
  }

  private static double convolutionRate(MambaUnetConfig config, NDArray block, NDManager manager) {
    int channels = config.dims().get(0);
    NDArray x = manager.zeros(block.getShape()).repeat(1, channels);
    long z = config.kernel().get(0);
    long y = config.kernel().get(1);
    long w = config.kernel().get(2);
    NDArray kernel = manager.randomNormal(new Shape(channels, channels, z, y, w));
    double seconds = CpuClock.fastest(RUNS, () -> MambaUnet.convolution(x, kernel).close());
    return 2.0 * kernel.size() * block.size() / seconds / 1e9;
  }
}
