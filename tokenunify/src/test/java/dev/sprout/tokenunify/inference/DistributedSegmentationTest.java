package dev.sprout.tokenunify.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that run here, in any order, against a job of one machine. */
class DistributedSegmentationTest {
  private static final String REGION = "3:9,5:70,1:62";
  private static final Grid BLOCK = new Grid(3, 40, 32);
  private static final Joining MEAN = new Joining(FragmentKind.VOLUME, JoinMethod.MEAN, null, 0.4);
  private static final UnaryOperator<float[]> NETWORK = CellVolume.network(CellVolume.WINDOW);

  @TempDir private Path folder;
  private VolumeAddress volume;
  private final List<String> done = new ArrayList<>();

  @BeforeEach
  void writeVolume() {
    volume = CellVolume.write(folder.resolve("raw.zarr"), new Coordinate(12, 70, 66));
  }

  static Stream<Joining> joinings() {
    return Stream.of(FragmentKind.values())
        .flatMap(
            kind ->
                Stream.of(
                    new Joining(kind, JoinMethod.MEDIAN, null, 0.6),
                    new Joining(kind, JoinMethod.MEAN, null, 0.4),
                    new Joining(kind, JoinMethod.QUANTILE, 75, 0.4),
                    new Joining(kind, JoinMethod.MULTICUT, null, null)));
  }

  private static SegmentationOptions options(Joining joining, boolean keepsAffinities) {
    return new SegmentationOptions(joining, 0.25, BLOCK, keepsAffinities, false);
  }

  private DistributedSegmentation job(Path out, SegmentationOptions options) {
    AffinityModel model = new AffinityModel("stub", CellVolume.WINDOW, Normalisation.MIN_MAX);
    return new DistributedSegmentation(volume, REGION, model, options, out, false);
  }

  private Path alone(SegmentationOptions options) {
    AffinityModel model = new AffinityModel("stub", CellVolume.WINDOW, Normalisation.MIN_MAX);
    Path out = folder.resolve("alone.zarr");
    try (SegmentationJob job = new SegmentationJob(volume, REGION, model, options, out, false)) {
      job.run(NETWORK, (stage, count, total) -> {});
    }
    return out;
  }

  /** Runs tasks in an order of chance, and some again while later ones run. */
  private final class Shuffled implements SegmentationCluster {
    private final DistributedSegmentation job;
    private final SegmentationOptions options;
    private final Path out;
    private final SegmentationStep last;

    /** A cluster that stops after two tasks of a step, if any is given. */
    Shuffled(
        DistributedSegmentation job, SegmentationOptions options, Path out, SegmentationStep last) {
      this.job = job;
      this.options = options;
      this.out = out;
      this.last = last;
    }

    @Override
    public void run(SegmentationStep step, int[] numbers, IntConsumer finished) {
      List<Integer> order = new ArrayList<>(Arrays.stream(numbers).boxed().toList());
      Collections.shuffle(order, new Random(numbers.length));
      for (int i = 0; i < order.size(); i++) {
        if (step == last && i == Math.min(2, order.size() - 1)) {
          throw new IllegalStateException("stopped");
        }
        work(step, order.get(i));
        done.add(step + " " + order.get(i));
        finished.accept(order.get(i));
        if (i % 4 == 1) {
          work(step, order.get(i / 2)); // an attempt that comes late
        }
      }
    }

    private void work(SegmentationStep step, int number) {
      try (SegmentationWorker worker =
          new SegmentationWorker(
              volume, REGION, CellVolume.WINDOW, job.range(), options, out.toAbsolutePath())) {
        worker.run(step, number, NETWORK);
      }
    }
  }

  private SegmentationResult run(Path out, SegmentationOptions options) {
    return run(out, options, null);
  }

  private SegmentationResult run(Path out, SegmentationOptions options, SegmentationStep last) {
    try (DistributedSegmentation job = job(out, options)) {
      return job.run(new Shuffled(job, options, out, last), (step, count, total) -> {});
    }
  }

  private void stop(Path out, SegmentationOptions options, SegmentationStep last) {
    assertThatThrownBy(() -> run(out, options, last)).hasMessage("stopped");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("joinings")
  void bytesAreThoseOfOneMachine(Joining joining) throws IOException {
    SegmentationOptions options = options(joining, false);
    Path out = folder.resolve("out.zarr");
    SegmentationResult result = run(out, options);
    assertThat(SegmentationJobTest.bytes(out)).isEqualTo(SegmentationJobTest.bytes(alone(options)));
    assertThat(result.voxels()).isEqualTo(6 * 65 * 61);
    assertThat(result.segments()).isGreaterThan(1);
    assertThat(folder.resolve("out.zarr.work")).doesNotExist();
    assertThat(done).doesNotHaveDuplicates();
  }

  @Test
  void jobsThatWereStoppedGoOnWithTheTasksThatAreLeft() throws IOException {
    SegmentationOptions options = options(MEAN, false);
    Path whole = folder.resolve("whole.zarr");
    run(whole, options);
    int tasks = done.size();
    for (SegmentationStep last :
        List.of(
            SegmentationStep.WINDOWS,
            SegmentationStep.AFFINITIES,
            SegmentationStep.CONTACTS,
            SegmentationStep.SEGMENTS,
            SegmentationStep.LEVELS)) {
      done.clear();
      Path out = folder.resolve(last + ".zarr");
      stop(out, options, last);
      run(out, options);
      assertThat(done).hasSize(tasks).doesNotHaveDuplicates();
      assertThat(SegmentationJobTest.bytes(out)).isEqualTo(SegmentationJobTest.bytes(whole));
    }
  }

  @Test
  void anotherWayOfJoiningKeepsTheAffinities() throws IOException {
    Path out = folder.resolve("out.zarr");
    Joining other = new Joining(FragmentKind.SECTION, JoinMethod.MEDIAN, null, 0.6);
    stop(out, options(MEAN, true), SegmentationStep.LABELS);
    done.clear();
    SegmentationOptions kept = options(other, true);
    run(out, kept);
    assertThat(done).noneMatch(task -> task.startsWith("WINDOWS")).contains("FRAGMENTS 5");
    Path alone = alone(kept);
    assertThat(SegmentationJobTest.bytes(out)).isEqualTo(SegmentationJobTest.bytes(alone));
    assertThat(SegmentationJobTest.bytes(folder.resolve("out.zarr.work")))
        .isEqualTo(SegmentationJobTest.bytes(folder.resolve("alone.zarr.work")));
  }

  @Test
  void otherAffinitiesAreRefused() {
    Path out = folder.resolve("out.zarr");
    stop(out, options(MEAN, false), SegmentationStep.WINDOWS);
    SegmentationOptions other = new SegmentationOptions(MEAN, 0.5, BLOCK, false, false);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> run(out, other))
        .withMessageContaining("is the journal of another job");
  }

  @Test
  void lostFilesAndFoldersThatAreNotSharedAreTold() throws IOException {
    SegmentationOptions options = options(MEAN, false);
    Path out = folder.resolve("out.zarr");
    stop(out, options, SegmentationStep.FRAGMENTS);
    Files.delete(folder.resolve("out.zarr.work/affinities.zarr/0/1/5/1/1"));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> run(out, options))
        .withMessageContaining("affinities.zarr lacks files of ")
        .withMessageContaining("delete " + out.toAbsolutePath() + ".work to begin anew");
    try (DistributedSegmentation job = job(out, options)) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(
              () ->
                  new SegmentationWorker(
                      volume, REGION, CellVolume.WINDOW, job.range(), options, Path.of("/none")))
          .withMessageContaining("isn't seen by the process of a task");
    }
  }
}
