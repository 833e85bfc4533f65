package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneJudgeTest {
  private static final ThingLibrary LIBRARY = TestThings.LIBRARY;
  private static final SceneSampler SAMPLER = new SceneSampler(LIBRARY.things());
  private static final ScenePainter PAINTER = new ScenePainter(LIBRARY, 64);
  private static final SceneJudge JUDGE = new SceneJudge(LIBRARY);

  @ParameterizedTest
  @EnumSource
  void paintedScenesAreRight(SceneKind kind) {
    for (int i = 0; i < 25; i++) {
      Scene scene = SAMPLER.scene(21, i, SceneSplit.TRAIN, kind);
      SceneVerdict verdict = JUDGE.judge(PAINTER.paint(scene), scene.description());
      assertThat(verdict.isRight()).as(scene + ": " + verdict).isTrue();
      assertThat(verdict.styleRight()).as(scene + ": " + verdict).isTrue();
      assertThat(verdict.ground()).isEqualTo(scene.ground());
    }
  }

  @Test
  void swappedSidesAreWrong() {
    for (SceneKind kind : List.of(SceneKind.SIDE_BY_SIDE, SceneKind.STACKED)) {
      for (int i = 0; i < 25; i++) {
        Scene scene = SAMPLER.scene(22, i, SceneSplit.TRAIN, kind);
        List<String> concepts = scene.description().concepts();
        SceneVerdict verdict =
            JUDGE.judge(
                PAINTER.paint(scene),
                new SceneDescription(
                    scene.style(),
                    Optional.of(scene.ground()),
                    kind,
                    List.of(concepts.get(1), concepts.get(0)),
                    1,
                    List.of()));
        assertThat(verdict.placesRight()).isFalse();
        assertThat(verdict.allConceptsRight()).isTrue();
      }
    }
  }

  @Test
  void anotherNumberIsWrong() {
    for (int i = 0; i < 25; i++) {
      Scene scene = SAMPLER.scene(23, i, SceneSplit.TRAIN, SceneKind.NUMBER);
      int number = scene.things().size();
      SceneDescription wanted =
          new SceneDescription(
              "",
              Optional.empty(),
              SceneKind.NUMBER,
              scene.description().concepts(),
              number == 2 ? 3 : 2,
              List.of());
      SceneVerdict verdict = JUDGE.judge(PAINTER.paint(scene), wanted);
      assertThat(verdict.number()).isEqualTo(number);
      assertThat(verdict.numberRight()).isFalse();
      assertThat(verdict.groundRight()).isTrue();
    }
  }

  @Test
  void anotherThingOrGroundIsWrong() {
    for (int i = 0; i < 25; i++) {
      Scene scene = SAMPLER.scene(24, i, SceneSplit.TRAIN, SceneKind.SINGLE);
      String concept = scene.things().get(0).concept();
      String other = concept.equals("dog") ? "banana" : "dog";
      Ground ground = scene.ground() == Ground.RED ? Ground.BLUE : Ground.RED;
      SceneVerdict verdict =
          JUDGE.judge(
              PAINTER.paint(scene),
              new SceneDescription(
                  "", Optional.of(ground), SceneKind.SINGLE, List.of(other), 1, List.of()));
      assertThat(verdict.allConceptsRight()).isFalse();
      assertThat(verdict.groundRight()).isFalse();
    }
  }

  @Test
  void aThingTooManyIsSeen() {
    Scene pair = SAMPLER.scene(25, 0, SceneSplit.TRAIN, SceneKind.SIDE_BY_SIDE);
    SceneDescription one =
        new SceneDescription(
            "",
            Optional.empty(),
            SceneKind.SINGLE,
            pair.description().concepts().subList(0, 1),
            1,
            List.of());
    SceneVerdict verdict = JUDGE.judge(PAINTER.paint(pair), one);
    assertThat(verdict.number()).isEqualTo(2);
    assertThat(verdict.isRight()).isFalse();
  }

  @Test
  void anEmptyPictureShowsNothing() {
    byte[] rgb = new byte[3 * 64 * 64];
    Arrays.fill(rgb, (byte) 0xff);
    Scene scene = SAMPLER.scene(26, 0, SceneSplit.TRAIN, SceneKind.SINGLE);
    SceneVerdict verdict = JUDGE.judge(new Picture(64, 64, rgb), scene.description());
    assertThat(verdict.number()).isZero();
    assertThat(verdict.ground()).isEqualTo(Ground.WHITE);
    assertThat(verdict.allConceptsRight()).isFalse();
  }

  @Test
  void unusablePicturesAndThingsAreRefused() {
    Scene scene = SAMPLER.scene(26, 0, SceneSplit.TRAIN, SceneKind.SINGLE);
    assertThatThrownBy(() -> JUDGE.judge(new Picture(2, 1, new byte[6]), scene.description()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scenes are square");
    SceneDescription unknown =
        new SceneDescription(
            "", Optional.empty(), SceneKind.SINGLE, List.of("quokka"), 1, List.of());
    assertThatThrownBy(() -> JUDGE.judge(PAINTER.paint(scene), unknown))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quokka");
  }
}
