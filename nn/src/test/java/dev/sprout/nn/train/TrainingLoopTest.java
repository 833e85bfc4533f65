package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
  private static final long NEVER = 0;

  @TempDir private Path folder;

  @Test
  void learnsAndReports() throws IOException {
    train(folder.resolve("run"), 200, NEVER, false);
    List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
    assertThat(lines).hasSize(40);
    assertThat(loss(lines.get(39))).isLessThan(loss(lines.get(0)) / 10);
  }

  @Test
  void aResumedRunEndsWithTheSameWeights() throws IOException {
    train(folder.resolve("whole"), 20, NEVER, false);
    train(folder.resolve("parts"), 10, NEVER, false);
    train(folder.resolve("parts"), 20, NEVER, true);
    assertThat(folder.resolve("parts/checkpoint-000000020.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/checkpoint-000000020.safetensors"));
    assertThat(folder.resolve("parts/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void microBatchesLearnFromTheirMeanAndResumeAlike() throws IOException {
    train(folder.resolve("whole"), options(20, 2), NEVER, false);
    train(folder.resolve("again"), options(10, 2), NEVER, false);
    train(folder.resolve("again"), options(20, 2), NEVER, true);
    assertThat(folder.resolve("again/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
    assertThat(losses("whole")).isEqualTo(losses("again"));
  }

  @Test
  void aStepOfTwoMicroBatchesHasTheMeanGradient() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] together = gradient(manager, 2, 1);
      float[] first = gradient(manager, 1, 1);
      float[] second = gradient(manager, 1, 2);
      for (int i = 0; i < together.length; i++) {
        assertThat(together[i])
            .isCloseTo((first[i] + second[i]) / 2, org.assertj.core.data.Offset.offset(1e-5f));
      }
      assertThat(first).isNotEqualTo(second);
    }
  }

  @Test
  void aFailureOfAMicroBatchIsTheRunsOwn() {
    assertThatThrownBy(() -> train(folder.resolve("run"), options(20, 2), 14, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step 14");
  }

  @Test
  void aLossThatIsNoNumberBeforeAnyCheckpointLeavesNoneToResume() {
    assertThatThrownBy(() -> train(folder, 20, 3, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step 3")
        .hasMessageContaining("No checkpoint was written; start again with a lower learningRate")
        .hasMessageNotContaining("resume");
  }

  @Test
  void aLossThatIsNoNumberStopsWithTheLastGoodCheckpoint() {
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> train(run, 20, 14, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step 14")
        .hasMessageContaining("The newest checkpoint in %s is of step 10; resume", run);
    assertThat(folder.resolve("run/checkpoint-000000010.safetensors")).exists();
    train(folder.resolve("run"), 20, NEVER, true);
    assertThat(folder.resolve("run/checkpoint-000000020.safetensors")).exists();
  }

  @Test
  void aRunKilledBeforeItsExportIsExported() throws IOException {
    train(folder.resolve("run"), 20, NEVER, false);
    byte[] model = Files.readAllBytes(folder.resolve("run/model.safetensors"));
    Files.delete(folder.resolve("run/model.safetensors"));
    train(folder.resolve("run"), 20, NEVER, true);
    assertThat(folder.resolve("run/model.safetensors")).hasBinaryContent(model);
    assertThatThrownBy(() -> train(folder.resolve("run"), 10, NEVER, true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 20 steps already; the configuration sets 10");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100, -1})
  void ofADamagedCheckpointTheOneBeforeIsTaken(int bytes) throws IOException {
    train(folder.resolve("whole"), 30, NEVER, false);
    Path run = folder.resolve("run");
    train(run, 20, NEVER, false);
    Path newest = run.resolve("checkpoint-000000020.safetensors");
    byte[] good = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(good, bytes < 0 ? good.length - 1 : bytes));
    List<String> notices = new ArrayList<>();
    resume(run, notices);
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("000000020", "damaged", "000000010.safetensors is taken")
        .doesNotContain("Fetch");
    assertThat(run.resolve("checkpoint-000000020.safetensors.damaged")).exists();
    assertThat(run.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void aCheckpointWithValuesThatAreNoNumbersIsDamaged() throws IOException {
    train(folder.resolve("whole"), 30, NEVER, false);
    Path run = folder.resolve("run");
    train(run, 20, NEVER, false);
    Path newest = run.resolve("checkpoint-000000020.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xff);
    Files.write(newest, bytes);
    List<String> notices = new ArrayList<>();
    resume(run, notices);
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("has values that are no finite numbers", "000000010.safetensors is taken");
    assertThat(run.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void withoutAGoodCheckpointNothingGoesOn() throws IOException {
    Path run = folder.resolve("run");
    train(run, 10, NEVER, false);
    Path only = run.resolve("checkpoint-000000010.safetensors");
    Files.writeString(only, "gone");
    List<String> notices = new ArrayList<>();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> resume(run, notices))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "%s holds only damaged checkpoints (%s: its first bytes are of neither kind); begin"
                  + " in another folder",
              run, only.getFileName());
    }
    Files.move(only, run.resolve(only.getFileName() + ".damaged"));
    assertThatThrownBy(() -> resume(run, notices))
        .isInstanceOf(UserError.class)
        .hasMessage("%s holds only damaged checkpoints; begin in another folder", run);
    assertThat(notices).isEmpty();
  }

  @Test
  void aRunToResumeThatIsNotThereIsTold() {
    List<String> notices = new ArrayList<>();
    resume(folder, notices);
    assertThat(notices).containsExactly(folder + " holds no run yet; it begins at step 1");
    resume(folder, notices);
    assertThat(notices).hasSize(1);
  }

  @Test
  void namesHaveAsciiDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      train(folder.resolve("run"), 10, NEVER, false);
      train(folder.resolve("run"), 20, NEVER, true);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(folder.resolve("run/checkpoint-000000020.safetensors")).exists();
  }

  @Test
  void anotherRunIsNotOverwritten() {
    train(folder.resolve("run"), 10, NEVER, false);
    assertThatThrownBy(() -> train(folder.resolve("run"), 20, NEVER, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resume is needed");
  }

  @Test
  void onlyTheLastCheckpointsAreKept() throws IOException {
    train(folder.resolve("run"), 50, NEVER, false);
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("checkpoint")))
          .containsExactlyInAnyOrder(
              "checkpoint-000000040.safetensors", "checkpoint-000000050.safetensors");
    }
  }

  @Test
  void ratesWarmUpAndFall() {
    TrainingOptions options = options(100, 10, TrainingOptions.Schedule.COSINE, 1);
    assertThat(options.learningRate(5)).isEqualTo(0.05 * 5 / 10);
    assertThat(options.learningRate(10)).isEqualTo(0.05);
    assertThat(options.learningRate(55))
        .isCloseTo(0.025, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(options.learningRate(100)).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-9));
  }

  /** The gradient that the given step leaves. */
  private static float[] gradient(NDManager manager, int microBatches, long step) {
    Quadratic task = new Quadratic(manager, NEVER);
    task.weights().requireGradients();
    try (MicroBatches each = new MicroBatches(task, options(20, microBatches));
        NDManager scope = manager.newSubManager()) {
      each.backward(step, scope, new HashMap<>());
      return task.weights().get("w").getGradient().toFloatArray();
    }
  }

  private List<Double> losses(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
        .map(TrainingLoopTest::loss)
        .toList();
  }

  private static void train(Path run, long steps, long failAt, boolean resume) {
    train(run, options(steps, 1), failAt, resume);
  }

  private static void train(Path run, TrainingOptions options, long failAt, boolean resume) {
    try (NDManager manager = NDManager.newBaseManager()) {
      new TrainingLoop(new Quadratic(manager, failAt), options, run, manager).run(resume);
    }
  }

  /** Resumes up to step 30. */
  private static void resume(Path run, List<String> notices) {
    try (NDManager manager = NDManager.newBaseManager()) {
      new TrainingLoop(new Quadratic(manager, NEVER), options(30, 1), run, manager)
          .run(true, notices::add);
    }
  }

  static TrainingOptions options(long steps, int microBatches) {
    return options(steps, 3, TrainingOptions.Schedule.CONSTANT, microBatches);
  }

  private static TrainingOptions options(
      long steps, long warmup, TrainingOptions.Schedule schedule, int microBatches) {
    OptimiserOptions optimiser = new OptimiserOptions(0.05, 0.9, 0.96, 1e-8, 0.01, 10, 0.9);
    return new TrainingOptions(steps, warmup, schedule, 3, microBatches, 10, null, 5, 2, optimiser);
  }

  private static double loss(String line) {
    return com.google.gson.JsonParser.parseString(line).getAsJsonObject().get("loss").getAsDouble();
  }
}
