package dev.sprout.tokenunify.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairCountsTest {
  private static final long LARGE = 0xFFFF_FFFF_FFFF_FFFFL; // CREMI's "no label" is one too

  private static long[] labels(Random random, int voxels, int most) {
    return random.longs(voxels, 0, most + 1L).map(label -> label == most ? LARGE : label).toArray();
  }

  @Property(tries = 200)
  void scoresAreThoseOfEveryPairOfVoxels(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int voxels) {
    Random random = new Random(seed);
    long[] truth = labels(random, voxels, 4);
    long[] segmentation = labels(random, voxels, 5);
    PairCounts counts = new PairCounts();
    counts.add(truth, segmentation);
    double together = 0;
    double inTruth = 0;
    double inSegmentation = 0;
    for (int i = 0; i < voxels; i++) {
      for (int j = i + 1; j < voxels; j++) {
        inTruth += truth[i] == truth[j] ? 1 : 0;
        inSegmentation += segmentation[i] == segmentation[j] ? 1 : 0;
        together += truth[i] == truth[j] && segmentation[i] == segmentation[j] ? 1 : 0;
      }
    }
    AdaptedRand rand = AdaptedRand.of(counts);
    assertThat(rand.precision()).isCloseTo(share(together, inSegmentation), within(1e-12));
    assertThat(rand.recall()).isCloseTo(share(together, inTruth), within(1e-12));
    if (inTruth + inSegmentation > 0) {
      assertThat(rand.error())
          .isCloseTo(1 - 2 * together / (inTruth + inSegmentation), within(1e-12));
    }
    VariationOfInformation information = VariationOfInformation.of(counts);
    assertThat(information.split())
        .isCloseTo(jointEntropy(truth, segmentation) - entropy(truth), within(1e-12));
    assertThat(information.merge())
        .isCloseTo(jointEntropy(truth, segmentation) - entropy(segmentation), within(1e-12));
    assertThat(information.total()).isBetween(0.0, 2 * Math.log(voxels) / Math.log(2));
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 1 : part / whole;
  }

  /** −Σ over voxels of log2(p) / n, each voxel's p counted anew. */
  private static double entropy(long[] labels) {
    return jointEntropy(labels, new long[labels.length]);
  }

  private static double jointEntropy(long[] a, long[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      int same = 0;
      for (int j = 0; j < a.length; j++) {
        same += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
      }
      sum -= Math.log((double) same / a.length) / Math.log(2);
    }
    return sum / a.length;
  }

  @Property(tries = 100)
  void orderAndPartsChangeNoBit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int voxels) {
    Random random = new Random(seed);
    long[] truth = labels(random, voxels, 9);
    long[] segmentation = labels(random, voxels, 9);
    PairCounts whole = new PairCounts();
    whole.add(truth, segmentation);
    PairCounts backwards = new PairCounts();
    for (int i = voxels - 1; i >= 0; i--) {
      backwards.add(truth[i], segmentation[i], 1);
    }
    int cut = random.nextInt(voxels);
    PairCounts first = new PairCounts();
    first.add(Arrays.copyOf(truth, cut), Arrays.copyOf(segmentation, cut));
    PairCounts second = new PairCounts();
    second.add(
        Arrays.copyOfRange(truth, cut, voxels), Arrays.copyOfRange(segmentation, cut, voxels));
    second.merge(first);
    for (PairCounts other : new PairCounts[] {backwards, second}) {
      assertThat(other.voxels()).isEqualTo(voxels);
      assertThat(VariationOfInformation.of(other)).isEqualTo(VariationOfInformation.of(whole));
      assertThat(AdaptedRand.of(other)).isEqualTo(AdaptedRand.of(whole));
      assertThat(CremiScore.of(other)).isEqualTo(CremiScore.of(whole));
    }
  }

  @Test
  void aBillionVoxelsTakeTheirPairsOnly() {
    PairCounts counts = new PairCounts();
    counts.add(1, LARGE, 1_000_000_000_000L);
    counts.add(2, 7, 1_000_000_000_000L);
    counts.add(2, 8, 2_000_000_000_000L);
    assertThat(counts.pairs()).isEqualTo(3);
    VariationOfInformation information = VariationOfInformation.of(counts);
    double third = Math.log(3) / Math.log(2);
    assertThat(information.split())
        .isCloseTo(0.25 * third + 0.5 * (third - 1), within(1e-12)); // 3/4 of the voxels
    assertThat(information.merge()).isZero();
    assertThat(AdaptedRand.of(counts).error()).isCloseTo(1 - 2 * 6.0 / 16, within(1e-9));
  }

  @Test
  void onesOwnTruthIsPerfect() {
    PairCounts counts = new PairCounts();
    long[] labels = {5, 5, 9, 0, LARGE};
    counts.add(labels, labels);
    assertThat(VariationOfInformation.of(counts).total()).isZero();
    assertThat(AdaptedRand.of(counts)).isEqualTo(new AdaptedRand(0, 1, 1));
    assertThat(VariationOfInformation.of(new PairCounts()).total()).isZero();
  }

  @Test
  void differentSizesAreRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new PairCounts().add(new long[2], new long[3]))
        .withMessageContaining("3 voxels and the truth 2");
  }
}
