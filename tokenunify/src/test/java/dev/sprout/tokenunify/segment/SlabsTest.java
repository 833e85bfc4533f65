package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.Grid;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlabsTest {
  private static final Grid GRID = new Grid(7, 12, 11);
  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7};

  private static Affinities random(Random random, Grid grid, int values) {
    float[] affinities = new float[3 * grid.voxels()];
    for (int i = 0; i < affinities.length; i++) {
      affinities[i] = (float) random.nextInt(values + 1) / values;
    }
    return new Affinities(affinities, grid);
  }

  /** Some sections of affinities. */
  private static Affinities slab(Affinities whole, int from, int to) {
    Grid grid = whole.grid();
    Grid part = grid.sections(to - from);
    float[] values = new float[3 * part.voxels()];
    for (int axis = 0; axis < 3; axis++) {
      int start = axis * grid.voxels() + from * grid.sectionVoxels();
      System.arraycopy(whole.values(), start, values, axis * part.voxels(), part.voxels());
    }
    return new Affinities(values, part);
  }

  @Property(tries = 40)
  void slabsOfAnyDepthGiveTheSegmentsOfTheWhole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int depth) {
    Random random = new Random(seed);
    Affinities whole = random(random, GRID, 1 + random.nextInt(300));
    Fragments fragments = Fragments.bySection(whole, Fragments.FIRST);
    for (MergeRule rule : new MergeRule[] {MergeRule.MEDIAN_OF_MAXIMA, MergeRule.MEAN_AFFINITY}) {
      Agglomeration atOnce = new Agglomeration(rule);
      atOnce.add(fragments.ids(), whole);
      Agglomeration bySlab = new Agglomeration(rule);
      long next = Fragments.FIRST;
      for (int z = 0; z < GRID.depth(); z += depth) {
        int end = Math.min(GRID.depth(), z + depth);
        Affinities slab = slab(whole, z, end);
        Fragments part = Fragments.bySection(slab, next);
        next = part.next();
        int section = GRID.sectionVoxels();
        assertThat(part.ids())
            .isEqualTo(Arrays.copyOfRange(fragments.ids(), z * section, end * section));
        bySlab.add(part.ids(), slab);
      }
      assertThat(next).isEqualTo(fragments.next());
      MergeHistory expected = atOnce.run(THRESHOLDS);
      MergeHistory actual = bySlab.run(THRESHOLDS);
      assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @Property(tries = 40)
  void onePassIsAsGoodAsAPassAThreshold(@ForAll long seed) {
    Affinities affinities = random(new Random(seed), GRID, 64);
    long[] fragments = Fragments.inVolume(affinities, Fragments.FIRST).ids();
    for (MergeRule rule : new MergeRule[] {MergeRule.MEDIAN_OF_MAXIMA, MergeRule.MEAN_AFFINITY}) {
      Agglomeration several = new Agglomeration(rule);
      several.add(fragments, affinities);
      MergeHistory history = several.run(THRESHOLDS);
      for (int i = 0; i < THRESHOLDS.length; i++) {
        Agglomeration single = new Agglomeration(rule);
        single.add(fragments, affinities);
        assertThat(single.run(THRESHOLDS[i]).segments(0).apply(fragments))
            .isEqualTo(history.segments(i).apply(fragments));
      }
    }
  }

  @Test
  void graphsInFilesAreThoseInMemory(@TempDir Path folder) {
    Affinities affinities = random(new Random(1), new Grid(20, 60, 50), 200);
    long[] fragments = Fragments.bySection(affinities, Fragments.FIRST).ids();
    for (MergeRule rule :
        new MergeRule[] {
          MergeRule.MEDIAN_OF_MAXIMA,
          MergeRule.MEAN_AFFINITY,
          new MergeRule(MergeRule.Statistic.QUANTILE, 30, false)
        }) {
      Agglomeration inMemory = new Agglomeration(rule);
      Agglomeration inFiles = new Agglomeration(rule, Storage.files(folder));
      inMemory.add(fragments, affinities);
      inFiles.add(fragments, affinities);
      MergeHistory expected = inMemory.run(THRESHOLDS);
      MergeHistory actual = inFiles.run(THRESHOLDS);
      assertThat(actual.counts()).isEqualTo(expected.counts()).isSorted().doesNotContain(0);
      for (int merge = 0; merge < actual.counts()[2]; merge++) {
        assertThat(actual.kept().get(merge)).isEqualTo(expected.kept().get(merge));
        assertThat(actual.absorbed().get(merge)).isEqualTo(expected.absorbed().get(merge));
      }
      assertThat(actual.segments(1).apply(fragments))
          .isEqualTo(expected.segments(1).apply(fragments));
    }
  }

  @Test
  void volumesOfOneObjectAndOfNone() {
    Affinities joined = new Affinities(filled(1), GRID);
    long[] one = Fragments.inVolume(joined, 5).ids();
    assertThat(one).containsOnly(5);
    Agglomeration agglomeration = new Agglomeration(MergeRule.MEDIAN_OF_MAXIMA);
    agglomeration.add(new long[GRID.voxels()], joined);
    assertThat(agglomeration.run(0.5).regions().size()).isZero();
    Multicut multicut = new Multicut();
    multicut.add(one, joined);
    assertThat(multicut.run().apply(one)).isEqualTo(one);
  }

  private static float[] filled(float value) {
    float[] values = new float[3 * GRID.voxels()];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (float value : new float[] {-0.01f, 1.01f, Float.NaN}) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> new Affinities(filled(value), GRID))
          .withMessageContaining("affinities is " + value);
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new Affinities(new float[7], GRID))
        .withMessageContaining("has 7 values; 7 x 12 x 11 voxels need 2772");
    Agglomeration agglomeration = new Agglomeration(MergeRule.MEAN_AFFINITY);
    Affinities affinities = new Affinities(filled(0.5f), GRID);
    agglomeration.add(new long[GRID.voxels()], affinities);
    Grid other = new Grid(1, 2, 2);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> agglomeration.add(new long[4], new Affinities(new float[12], other)))
        .withMessageContaining("sections of 4 voxels follow others of 132");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> agglomeration.run(0.5, 0.5))
        .withMessageContaining("a rising list");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> agglomeration.run(Double.NaN))
        .withMessageContaining("thresholds is NaN");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new MergeRule(MergeRule.Statistic.QUANTILE, 101, false))
        .withMessageContaining("percent is 101");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new MergeRule(MergeRule.Statistic.MEAN, 50, false))
        .withMessageContaining("quantiles only");
  }
}
