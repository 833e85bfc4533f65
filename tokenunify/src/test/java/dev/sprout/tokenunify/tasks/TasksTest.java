package dev.sprout.tokenunify.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.Parity;
import dev.sprout.tokenunify.network.BlockSides;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TasksTest {
  @Test
  void hiddenPatchesAreDistinctAndAsManyAsAsked() {
    int[] hidden = HiddenPatches.random(12, 0.4, new RandomStream(1));
    assertThat(hidden).hasSize(4).doesNotHaveDuplicates();
    assertThat(Arrays.stream(hidden)).allMatch(patch -> patch >= 0 && patch < 12);
    assertThat(HiddenPatches.after(9, 12)).containsExactly(9, 10, 11);
  }

  @Test
  void prefixesLeaveAtLeastOnePatchOnEitherSide() {
    RandomStream random = new RandomStream(2);
    int[] counts = new int[5];
    for (int i = 0; i < 4000; i++) {
      counts[HiddenPatches.prefixLength(5, random)]++;
    }
    assertThat(counts[0]).isZero();
    assertThat(Arrays.stream(counts, 1, 5)).allMatch(n -> n > 850 && n < 1150); // 1000 expected
  }

  @Test
  void patchesThatDontFillABlockAreRefused() {
    assertThatThrownBy(() -> PatchGrid.of(new BlockSides(16, 40, 32)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("16×40×32");
  }

  /** Two cells, one above the other: only borders of the volume see where they touch. */
  @Test
  void bordersInThePlaneAreWidenedInTheVolumeAlone() {
    AffinityTargets targets = new AffinityTargets(new BlockSides(16, 16, 16));
    int section = 16 * 16;
    long[] labels = new long[16 * section];
    Arrays.fill(labels, 0, 5 * section, 1);
    Arrays.fill(labels, 5 * section, labels.length, 2);
    assertThat(targets.widenBorders(labels, Borders.SECTIONS)).isEqualTo(labels);
    long[] expected = labels.clone();
    Arrays.fill(expected, 4 * section, 6 * section, 0);
    assertThat(targets.widenBorders(labels, Borders.VOLUME)).isEqualTo(expected);
  }

  @Test
  void curriculumGoesFromRandomToAllNextPatches() {
    for (double progress : new double[] {0, 0.29, 0.3, 0.69, 0.7, 1}) {
      TaskWeights w = TaskSchedule.CURRICULUM.weights(progress, 0);
      assertThat(w.random() + w.next() + w.nextAll()).isCloseTo(1, within(1e-12));
      double dominant = progress < 0.3 ? w.random() : progress < 0.7 ? w.next() : w.nextAll();
      assertThat(dominant).isEqualTo(0.73);
    }
    assertThat(TaskSchedule.ALTERNATING.weights(0, 99)).isEqualTo(new TaskWeights(0, 1, 0));
    assertThat(TaskSchedule.ALTERNATING.weights(0, 100)).isEqualTo(new TaskWeights(0, 0, 1));
  }

  @Test
  void balanceEqualsThePublishedOneAtEveryFraction() {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(Parity.file("affinities.npz"))) {
      for (String name : new String[] {"rare", "half", "full", "ones", "zeros"}) {
        double[] recorded = vectors.read("weights_for_fraction_" + name, manager).toDoubleArray();
        float[] affinities = new float[10_000];
        Arrays.fill(affinities, 0, (int) Math.round(recorded[0] * affinities.length), 1);
        ClassBalance balance = ClassBalance.of(affinities);
        assertThat(balance.positive()).as(name).isCloseTo(recorded[1], within(1e-3));
        assertThat(balance.negative()).as(name).isCloseTo(recorded[2], within(1e-3));
      }
    }
  }
}
