package dev.sprout.tokenunify.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Agglomeration;
import dev.sprout.tokenunify.segment.Basins;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.Fragments;
import dev.sprout.tokenunify.segment.MergeRule;
import dev.sprout.tokenunify.segment.Multicut;
import dev.sprout.tokenunify.segment.WindowPlan;
import dev.sprout.tokenunify.segment.WindowedPrediction;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationJobTest {
  private static final Coordinate SHAPE = new Coordinate(12, 70, 66);
  private static final String REGION = "3:11,5:70,1:62";
  private static final Grid PART = new Grid(8, 65, 61);
  private static final Grid BLOCK = new Grid(3, 40, 32);
  private static final Joining MEDIAN =
      new Joining(FragmentKind.SECTION, JoinMethod.MEDIAN, null, 0.6);
  private static final UnaryOperator<float[]> NETWORK = CellVolume.network(CellVolume.WINDOW);

  @TempDir private Path folder;
  private VolumeAddress volume;

  @BeforeEach
  void writeVolume() {
    volume = CellVolume.write(folder.resolve("raw.zarr"), SHAPE);
  }

  private Path segment(String name, Joining joining, Grid block) {
    Path out = folder.resolve(name);
    try (SegmentationJob job = SegmentationProcess.job(volume, REGION, joining, block, out)) {
      job.run(NETWORK, (stage, done, total) -> {});
    }
    return out;
  }

  private static long[] labels(Path out) {
    try (Volume labels = Volume.open(VolumeAddress.parse("labels", out.toString()))) {
      return labels.read(dev.sprout.volumes.array.Box.of(labels.shape())).labels();
    }
  }

  /** Affinities of the region by one prediction in memory. */
  private static Affinities whole() {
    WindowPlan plan =
        WindowPlan.gaussian(PART, CellVolume.WINDOW, SegmentationOptions.USUAL_OVERLAP);
    float[] values =
        new WindowedPrediction(plan, 3, NETWORK)
            .predict(Box.all(PART), SegmentationJobTest::section);
    return new Affinities(values, PART);
  }

  private static float[] section(int z) {
    float[] section = new float[PART.sectionVoxels()];
    for (int i = 0; i < section.length; i++) {
      int grey = CellVolume.grey(z + 3, i / PART.width() + 5, i % PART.width() + 1);
      section[i] = (float) (grey / (255 + 1e-8));
    }
    return section;
  }

  private static LabelMap agglomerated(
      MergeRule rule, long[] fragments, Affinities affinities, double threshold) {
    Agglomeration agglomeration = new Agglomeration(rule);
    agglomeration.add(fragments, affinities);
    return agglomeration.run(threshold).segments(0);
  }

  @Test
  void labelsAreThoseOfTheVolumeInMemory() {
    Affinities affinities = whole();
    long[] fragments = Fragments.bySection(affinities, Fragments.FIRST).ids();
    long[] median =
        agglomerated(MergeRule.MEDIAN_OF_MAXIMA, fragments, affinities, 0.6).apply(fragments);
    assertThat(labels(segment("median.zarr", MEDIAN, BLOCK))).isEqualTo(median);
    assertThat(median).isNotEqualTo(fragments);

    MergeRule upper = new MergeRule(MergeRule.Statistic.QUANTILE, 75, false);
    Joining quantile = new Joining(FragmentKind.SECTION, JoinMethod.QUANTILE, 75, 0.4);
    assertThat(labels(segment("quantile.zarr", quantile, BLOCK)))
        .isEqualTo(agglomerated(upper, fragments, affinities, 0.4).apply(fragments));

    long[] smooth = Fragments.smooth(affinities, Fragments.FIRST).ids();
    Multicut multicut = new Multicut();
    multicut.add(smooth, affinities);
    Joining cut = new Joining(FragmentKind.SECTION, JoinMethod.MULTICUT, null, null);
    assertThat(labels(segment("multicut.zarr", cut, BLOCK)))
        .isEqualTo(multicut.run().apply(smooth));
  }

  @Test
  void fragmentsInVolumeAreThoseInMemory() {
    Affinities affinities = whole();
    long[] basins = new Basins(PART).add(Box.all(PART), affinities.boundary());
    Joining mean = new Joining(FragmentKind.VOLUME, JoinMethod.MEAN, null, 0.3);
    assertThat(labels(segment("mean.zarr", mean, BLOCK)))
        .isEqualTo(agglomerated(MergeRule.MEAN_AFFINITY, basins, affinities, 0.3).apply(basins));
  }

  @Test
  void blocksOfAnySizeGiveTheSameBytes() throws IOException {
    for (FragmentKind kind : FragmentKind.values()) {
      Joining joining = new Joining(kind, JoinMethod.MEAN, null, 0.4);
      Map<String, String> expected =
          bytes(segment(kind + "whole.zarr", joining, new Grid(100, 100, 100)));
      for (Grid block : new Grid[] {BLOCK, new Grid(1, 65, 61)}) {
        String name = kind + "-" + block.depth() + ".zarr";
        assertThat(bytes(segment(name, joining, block))).isEqualTo(expected);
      }
    }
  }

  /** Names and contents of a folder's files. */
  static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        files.put(folder.relativize(file).toString(), HexFormat.of().formatHex(content));
      }
    }
    return files;
  }

  @Test
  void everyWindowIsPredictedOnceAndNothingIsLeftBehind() {
    AtomicInteger calls = new AtomicInteger();
    Path out = folder.resolve("out.zarr");
    try (SegmentationJob job = SegmentationProcess.job(volume, REGION, MEDIAN, BLOCK, out)) {
      SegmentationResult result =
          job.run(
              grey -> {
                calls.incrementAndGet();
                return NETWORK.apply(grey);
              },
              (stage, done, total) -> {});
      assertThat(result.voxels()).isEqualTo(PART.voxels());
      assertThat((long) result.segments()).isEqualTo(Arrays.stream(labels(out)).distinct().count());
    }
    WindowPlan plan = WindowPlan.gaussian(PART, CellVolume.WINDOW, 0.25);
    assertThat(calls).hasValue(plan.windows());
    assertThat(folder).isDirectoryNotContaining("glob:**.work");
  }

  @Test
  void affinitiesOutliveAGraphThatIsTooLarge() throws IOException {
    Joining cut = new Joining(FragmentKind.SECTION, JoinMethod.MULTICUT, null, null);
    Path out = folder.resolve("out.zarr");
    try (SegmentationJob job = SegmentationProcess.job(volume, REGION, cut, BLOCK, out)) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(
              () ->
                  job.run(
                      NETWORK,
                      (stage, done, total) -> {
                        if (stage == SegmentationJob.Stage.GRAPH) {
                          throw new OutOfMemoryError();
                        }
                      }))
          .withMessageContaining("the multicut's graph of the fragments doesn't fit the ");
    }
    assertThat(out).doesNotExist();
    try (SegmentationJob job = SegmentationProcess.job(volume, REGION, cut, BLOCK, out)) {
      job.run(grey -> new float[0], (stage, done, total) -> {}); // no window is predicted again
    }
    assertThat(bytes(out)).isEqualTo(bytes(segment("fresh.zarr", cut, BLOCK)));
  }

  @Test
  void labelsLieWhereTheirVoxelsDo() {
    try (Volume labels =
        Volume.open(VolumeAddress.parse("labels", segment("out.zarr", MEDIAN, BLOCK).toString()))) {
      assertThat(labels.voxelSize()).contains(CellVolume.VOXEL);
      assertThat(labels.offset())
          .contains(new Nanometers(400 + 3 * 40, 8 + 5 * 4, 12 + 1 * 4)); // first voxel of REGION
    }
  }

  @Test
  void keptAffinitiesServeOtherThresholds() throws IOException {
    AffinityModel model = new AffinityModel("stub", CellVolume.WINDOW, Normalisation.FULL_RANGE);
    Path out = folder.resolve("kept.zarr");
    for (double threshold : new double[] {0.2, 0.6}) {
      Joining joining = new Joining(FragmentKind.SECTION, JoinMethod.MEDIAN, null, threshold);
      SegmentationOptions options = new SegmentationOptions(joining, 0.25, BLOCK, true, false);
      try (SegmentationJob job =
          new SegmentationJob(volume, REGION, model, options, out, threshold == 0.6)) {
        assertThat(job.blocksDone() > 0).isEqualTo(threshold == 0.6);
        job.run(threshold == 0.6 ? grey -> new float[0] : NETWORK, (stage, done, total) -> {});
      }
    }
    assertThat(bytes(out)).isEqualTo(bytes(segment("fresh.zarr", MEDIAN, BLOCK)));
    assertThat(folder.resolve("kept.zarr.work/affinities.zarr/.zattrs")).exists();
  }
}
