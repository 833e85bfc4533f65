package dev.sprout.tokenunify.benchmark;

import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.NetworkSize;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast TokenUnify's parts are on this machine.
 *
 * @param scans by length
 * @param stepwise seconds of a loop of array operations over as many steps as the second scan has
 * @param network of the size that was asked for
 */
public record TokenUnifyBenchmark(
    List<ScanBenchmark> scans, double stepwise, NetworkBenchmark network) {
  private static final int[] LENGTHS = {800, 6_400, 51_200}; // of the base network's stages

  /** Measures all, on blocks of the published 16×160×160 voxels. */
  public static TokenUnifyBenchmark run(NetworkSize size) {
    NetworkBenchmark network = NetworkBenchmark.run(size.config(3), new BlockSides(16, 160, 160));
    return new TokenUnifyBenchmark(
        IntStream.of(LENGTHS).mapToObj(ScanBenchmark::run).toList(),
        ScanBenchmark.stepwiseSeconds(LENGTHS[1]),
        network);
  }

  /** How many times faster a scan and its gradients are than the loop. */
  public double speedUp() {
    ScanBenchmark scan = scans.get(1);
    return stepwise / (scan.forward() + scan.backward());
  }
}
