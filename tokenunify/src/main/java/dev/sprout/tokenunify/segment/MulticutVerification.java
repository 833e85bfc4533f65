package dev.sprout.tokenunify.segment;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recomputes recorded multicuts: fragments, graph, costs, greedy contraction and Kernighan–Lin. */
public final class MulticutVerification {
  private MulticutVerification() {}

  /**
   * Compares for both sets of fragments. The greedy energy must be equal; Kernighan–Lin's counts as
   * different only where it is higher, since partitions of equal energy are equally good.
   *
   * @param vectorsFile fragments, costs and energies ({@code multicut.npz})
   * @param affinitiesFile affinities and the other fragments ({@code postprocess.npz})
   * @throws dev.sprout.core.UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path vectorsFile, Path affinitiesFile) {
    List<Check> checks = new ArrayList<>();
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile cut = NpzFile.open(vectorsFile);
        NpzFile other = NpzFile.open(affinitiesFile)) {
      RecordedArrays vectors = new RecordedArrays(cut, manager);
      RecordedArrays recorded = new RecordedArrays(other, manager);
      Affinities affinities = recorded.affinities("affinities");
      checks.add(vectors.unequal("fragments", Fragments.smooth(affinities, 1).ids()));
      compare("", vectors.longs("fragments"), affinities, vectors, checks);
      compare("waterz_fragments_", recorded.longs("fragments"), affinities, vectors, checks);
    }
    return checks;
  }

  private static void compare(
      String prefix,
      long[] fragments,
      Affinities affinities,
      RecordedArrays vectors,
      List<Check> checks) {
    Multicut multicut = new Multicut();
    multicut.add(fragments, affinities);
    Multicut.Problem problem = multicut.problem();
    RegionGraph regions = problem.graph().graph();
    int edges = regions.edges();
    long[] pairs = new long[2 * edges];
    double[] probabilities = new double[edges];
    long[] areas = new long[edges];
    double[] costs = new double[edges];
    for (int edge = 0; edge < edges; edge++) {
      pairs[2 * edge] = regions.id(regions.u(edge));
      pairs[2 * edge + 1] = regions.id(regions.v(edge));
      probabilities[edge] = problem.evidence().probability(edge);
      areas[edge] = problem.evidence().area(edge);
      costs[edge] = problem.graph().cost(edge);
    }
    checks.add(vectors.unequal(prefix + "edges_uv", pairs));
    checks.add(vectors.difference(prefix + "edge_probability", probabilities));
    checks.add(vectors.unequal(prefix + "edge_size", areas));
    checks.add(vectors.difference(prefix + "costs", costs));
    double[] energy = vectors.doubles(prefix + "energy");
    int[] greedy = problem.greedy();
    double greedyEnergy = problem.graph().energy(greedy);
    checks.add(new Check(prefix + "energy, greedy", Math.abs(greedyEnergy - energy[0])));
    int[] improved = KernighanLin.improved(problem.graph(), greedy);
    double excess = problem.graph().energy(improved) - energy[1];
    checks.add(new Check(prefix + "energy above recorded", Math.max(0, excess)));
  }
}
