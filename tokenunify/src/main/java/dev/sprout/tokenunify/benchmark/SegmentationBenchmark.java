package dev.sprout.tokenunify.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.inference.AffinityNetwork;
import dev.sprout.tokenunify.inference.SegmentationOptions;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.NetworkSize;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Agglomeration;
import dev.sprout.tokenunify.segment.Fragments;
import dev.sprout.tokenunify.segment.MergeRule;

/**
 * How many voxels of a volume are segmented a second of wall time.
 *
 * @param affinityVoxels voxels of the volume a second through the network; those that windows share
 *     are counted once
 * @param gigaOperations 10⁹ operations of convolutions and matrix products a second meanwhile
 * @param matrixRate 10⁹ operations a second of a large matrix product on the same device
 * @param segmentVoxels voxels a second from affinities to segments, on random affinities
 */
public record SegmentationBenchmark(
    double affinityVoxels, double gigaOperations, double matrixRate, double segmentVoxels) {
  private static final int RUNS = 3;
  private static final int SIDE = 2048;
  private static final double THRESHOLD = 0.5;

  /** Measures a network of some size with random weights, on windows of some sides. */
  public static SegmentationBenchmark run(
      NetworkSize size, BlockSides sides, ComputeDevice device) {
    Grid window = new Grid(sides.z(), sides.y(), sides.x());
    MambaUnetConfig config = size.config(3);
    NDManager manager = device.newManager();
    Weights weights = Weights.initialise(MambaUnet.parameters(config), 1, manager);
    try (AffinityNetwork network =
        new AffinityNetwork(new MambaUnet(config, weights), window, manager)) {
      float[] grey = new float[window.voxels()];
      RandomStream random = new RandomStream(1);
      for (int i = 0; i < grey.length; i++) {
        grey[i] = (float) random.nextDouble();
      }
      float[] affinities = network.apply(grey);
      double before = matrixRate(manager);
      double seconds = fastest(() -> network.apply(grey));
      double step = Math.pow(1 - SegmentationOptions.USUAL_OVERLAP, 3);
      double operations = new NetworkCost(config, sides).operations() / 1e9;
      return new SegmentationBenchmark(
          step * window.voxels() / seconds,
          operations / seconds,
          Math.max(before, matrixRate(manager)),
          window.voxels() / fastest(() -> segment(new Affinities(affinities, window))));
    }
  }

  /** How much of the device's matrix rate the network reaches. */
  public double share() {
    return gigaOperations / matrixRate;
  }

  private static void segment(Affinities affinities) {
    long[] fragments = Fragments.bySection(affinities, Fragments.FIRST).ids();
    Agglomeration agglomeration = new Agglomeration(MergeRule.MEDIAN_OF_MAXIMA);
    agglomeration.add(fragments, affinities);
    agglomeration.run(THRESHOLD).segments(0).apply(fragments);
  }

  private static double matrixRate(NDManager parent) {
    try (NDManager scope = parent.newSubManager()) {
      NDArray x = scope.ones(new Shape(SIDE, SIDE));
      double seconds = fastest(() -> x.matMul(x).get("0:1, 0:1").toFloatArray());
      return 2.0 * SIDE * SIDE * SIDE / seconds / 1e9;
    }
  }

  private static double fastest(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < RUNS; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return best;
  }
}
