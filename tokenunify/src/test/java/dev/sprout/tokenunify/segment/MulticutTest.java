package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Vectors;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.LongArray;
import dev.sprout.tokenunify.arrays.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MulticutTest {
  private static WeightedGraph random(Random random, int regions) {
    List<int[]> pairs = new ArrayList<>();
    for (int u = 0; u < regions; u++) {
      for (int v = u + 1; v < regions; v++) {
        if (random.nextInt(3) > 0) {
          pairs.add(new int[] {u, v});
        }
      }
    }
    LongArray ids = new LongArray(Storage.MEMORY);
    LongStream.rangeClosed(1, regions).forEach(ids::add);
    IntArray ends = new IntArray(Storage.MEMORY);
    pairs.stream().flatMapToInt(Arrays::stream).forEach(ends::add);
    RegionGraph graph = new RegionGraph(ids, ends);
    return new WeightedGraph(
        graph, random.doubles(pairs.size(), -1, 1).map(x -> Math.rint(4 * x) / 4).toArray());
  }

  /** The lowest energy of all partitions of regions after the first few. */
  private static double lowest(WeightedGraph graph, int[] partition, int region, int parts) {
    if (region == partition.length) {
      return graph.energy(partition);
    }
    double lowest = Double.POSITIVE_INFINITY;
    for (int part = 0; part <= parts; part++) {
      partition[region] = part;
      lowest = Math.min(lowest, lowest(graph, partition, region + 1, Math.max(parts, part + 1)));
    }
    return lowest;
  }

  @Property(tries = 300)
  void improvesTheGreedyPartitionTowardsTheBest(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int regions) {
    WeightedGraph graph = random(new Random(seed), regions);
    int[] greedy = GreedyContraction.of(graph);
    int[] improved = KernighanLin.improved(graph, greedy);
    double energy = graph.energy(improved);
    assertThat(energy).isLessThanOrEqualTo(graph.energy(greedy));
    assertThat(energy).isGreaterThanOrEqualTo(lowest(graph, new int[regions], 0, 0));
    assertThat(graph.pieces(improved)).isEqualTo(improved);
    for (int region = 0; region < regions; region++) { // no single move is better
      for (int to = 0; to <= regions; to++) {
        int[] moved = improved.clone();
        moved[region] = to;
        assertThat(graph.energy(moved)).isGreaterThanOrEqualTo(energy);
      }
    }
    for (int edge = 0; edge < graph.graph().edges(); edge++) { // nor is the union of two parts
      int[] joined = improved.clone();
      int from = improved[graph.graph().v(edge)];
      int into = improved[graph.graph().u(edge)];
      Arrays.setAll(joined, i -> improved[i] == from ? into : improved[i]);
      assertThat(graph.energy(joined)).isGreaterThanOrEqualTo(energy);
    }
  }

  @Test
  void costsAndEnergiesAreAsRecorded() {
    List<Check> checks =
        MulticutVerification.run(Vectors.file("multicut.npz"), Vectors.file("postprocess.npz"));
    assertThat(checks).hasSize(13).allSatisfy(check -> assertThat(check.within(1e-9)).isTrue());
  }
}
