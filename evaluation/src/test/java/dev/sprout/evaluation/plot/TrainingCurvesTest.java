package dev.sprout.evaluation.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingCurvesTest {
  @TempDir private Path folder;

  private TrainingRun run(String lines) throws IOException {
    Files.writeString(folder.resolve(TrainingRun.FILE), lines);
    return TrainingRun.read(folder, "run");
  }

  @Test
  void metersAndValidationsAreReadByStep() throws IOException {
    TrainingRun run =
        run(
            """
            {"step":10,"loss":2.5,"learningRate":1e-3}
            {"step":10,"validation":{"arand":0.25}}
            {"step":20,"loss":2}
            """);
    assertThat(run.meters().keySet()).containsExactly("loss", "learningRate", "validation/arand");
    assertThat(run.meters().get("loss")).containsEntry(10L, 2.5).containsEntry(20L, 2.0);
    assertThat(run.meters().get("validation/arand")).containsEntry(10L, 0.25);
    assertThat(run.isCut()).isFalse();
  }

  @Test
  void aResumedRunReplacesWhatItRepeats() throws IOException {
    TrainingRun run =
        run(
            """
            {"step":1,"loss":5}
            {"step":2,"loss":4}
            {"step":3,"loss":3}
            {"step":2,"loss":4.5}
            """);
    assertThat(run.meters().get("loss")).hasSize(2).containsEntry(2L, 4.5);
  }

  @Test
  void onlyALastLineWithoutItsEndMayBeBroken() throws IOException {
    TrainingRun cut = run("{\"step\":1,\"loss\":5}\n{\"step\":2,\"lo");
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.meters().get("loss")).hasSize(1);
    assertThat(run("{\"step\":1,\"loss\":5}").isCut()).isFalse();
    assertThatThrownBy(() -> run("{\"step\":1,\"lo\n{\"step\":2,\"loss\":5}\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.jsonl, line 1 is broken");
    assertThatThrownBy(() -> run("{\"step\":1,\"loss\":5}\n{\"step\":2,\"lo\n"))
        .hasMessageContaining("line 2 is broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"loss\":1}",
        "{\"step\":1.5,\"loss\":1}",
        "{\"step\":1,\"loss\":NaN}",
        "[]",
        "",
        "null",
        "{\"step\":1,\"loss\":1e999}",
        "{\"step\":1,\"loss\":\"low\"}",
        "{'step':1,'loss':2}",
        "{\"step\":1,\"loss\":{}}",
        "{\"step\":1,\"validation\":3}",
        "{\"step\":1} {}"
      })
  void otherLinesAreRefusedByFileAndLine(String line) {
    assertThatThrownBy(() -> run("{\"step\":1,\"loss\":5}\n" + line + "\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.jsonl, line 2 is broken");
  }

  @Test
  void emptyAndMissingRunsAreRefused() {
    assertThatThrownBy(() -> run("")).hasMessageContaining("records nothing");
    assertThatThrownBy(() -> TrainingRun.read(folder.resolve("none"), ""))
        .hasMessageContaining("is missing");
  }

  @Test
  void everyMeterButTheSpeedHasAChartWithALineForEachRun() throws IOException {
    TrainingRun one = run("{\"step\":1,\"loss\":5,\"picturesPerSecond\":9}\n");
    TrainingRun two = run("{\"step\":1,\"loss\":5,\"arand\":0.5}\n");
    Figure figure = new TrainingCurves(List.of(), false, 0).of(List.of(one, two));
    assertThat(figure.charts()).extracting(Chart::title).containsExactly("loss", "arand");
    assertThat(((LineChart) figure.charts().get(0)).lines()).hasSize(2);
    assertThatThrownBy(() -> new TrainingCurves(List.of("lost"), false, 0).of(List.of(one)))
        .hasMessage("meter is lost; accepted is loss, picturesPerSecond");
  }

  @Test
  void logarithmicAxesRefuseZero() throws IOException {
    TrainingRun run = run("{\"step\":7,\"loss\":0}\n");
    assertThatThrownBy(() -> new TrainingCurves(List.of(), true, 0).of(List.of(run)))
        .hasMessageContaining("log is for values above 0, but loss of run is 0.0 at step 7");
  }

  @Test
  void smoothingIsAWeightedMeanOfThePast() {
    double[] smooth = new TrainingCurves(List.of(), false, 0.5).smoothed(4, 4, 10);
    assertThat(smooth[0]).isEqualTo(4);
    assertThat(smooth[1]).isEqualTo(4);
    assertThat(smooth[2]).isCloseTo((1 * 4 + 2 * 4 + 4 * 10) / 7.0, within(1e-12));
    assertThatThrownBy(() -> new TrainingCurves(List.of(), false, 1))
        .hasMessageContaining("smoothing is 1.0");
  }
}
