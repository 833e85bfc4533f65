package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.Vectors;
import dev.sprout.tokenunify.labels.Grid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SmoothFragmentsTest {
  private static final Grid SECTION = new Grid(1, 64, 64);

  @Test
  void stepsAreAsRecorded() {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile cut = NpzFile.open(Vectors.file("multicut.npz"));
        NpzFile post = NpzFile.open(Vectors.file("postprocess.npz"))) {
      RecordedArrays vectors = new RecordedArrays(cut, manager);
      Affinities affinities = new RecordedArrays(post, manager).affinities("affinities");
      SmoothFragments smooth = new SmoothFragments(SECTION);
      float[] boundary = SmoothFragments.boundary(affinities, 0);
      float[] distance = smooth.distance(boundary);
      assertThat(vectors.difference("section0_boundary", boundary).difference()).isZero();
      assertThat(vectors.difference("section0_smoothed", distance).within(1e-6)).isTrue();
      float[] smoothed = new SectionFilter(SECTION, 2).smooth(boundary);
      assertThat(vectors.difference("section0_input_smoothed", smoothed).within(1e-6)).isTrue();
      int[] labels = smooth.seeds(distance);
      int[] places = new PaddedGrid(SECTION).places();
      long[] maxima = new long[places.length];
      for (int i = 0; i < maxima.length; i++) {
        maxima[i] = labels[places[i]] > 0 ? 1 : 0;
      }
      assertThat(vectors.unequal("section0_maxima", maxima).difference()).isZero();
    }
  }

  @Test
  void sectionsWithoutSeedsOrLargePiecesAreStillCovered() {
    Grid grid = new Grid(2, 3, 4);
    for (float value : new float[] {0, 1}) { // all boundary, all inside
      float[] values = new float[3 * grid.voxels()];
      Arrays.fill(values, value);
      Fragments fragments = Fragments.smooth(new Affinities(values, grid), 1);
      assertThat(fragments.ids()).containsOnly(1, 2).startsWith(1).endsWith(2);
      assertThat(fragments.next()).isEqualTo(3);
    }
  }
}
