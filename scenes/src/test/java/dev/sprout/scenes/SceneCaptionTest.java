package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SceneCaptionTest {
  private static final SceneSampler SAMPLER = new SceneSampler(TestThings.ALL);
  private static final SceneCaption CAPTION = new SceneCaption(TestThings.ALL);
  private static final SceneParser PARSER = new SceneParser(TestThings.ALL);

  @Property(tries = 5000)
  void captionsAreReadBack(
      @ForAll @LongRange(min = 0, max = 1_000_000) long index,
      @ForAll long variant,
      @ForAll boolean styled,
      @ForAll boolean grounded) {
    SceneDescription full = SAMPLER.scene(1, index, SceneSplit.TRAIN).description();
    SceneDescription inStyle = styled ? full : full.inAnyStyle();
    SceneDescription description = grounded ? inStyle : inStyle.onAnyGround();
    String caption = CAPTION.of(description, variant);
    assertThat(PARSER.parse(caption)).as(caption).contains(description);
    assertThat(PARSER.parse(caption.toUpperCase(Locale.ROOT).replace('’', '\'')))
        .contains(description);
  }

  /** Every thing, alone and counted, in a caption of its own. */
  @Test
  void allThingsAreReadBack() {
    for (Thing thing : TestThings.ALL) {
      List<String> concept = List.of(thing.concept());
      assertReadBack(
          new SceneDescription(
              "noto", Optional.of(Ground.PINK), SceneKind.SINGLE, concept, 1, List.of()));
      if (thing.noun().many().isPresent()) {
        assertReadBack(
            new SceneDescription("", Optional.empty(), SceneKind.NUMBER, concept, 3, List.of()));
      }
    }
  }

  private static void assertReadBack(SceneDescription description) {
    for (int k = 0; k < 4; k++) {
      assertThat(PARSER.parse(CAPTION.of(description, k))).contains(description);
    }
  }

  @Test
  void wordingsAreMany() {
    SceneDescription pair = pair("dog", "red apple");
    Set<String> wordings = new HashSet<>();
    for (int k = 0; k < 2000; k++) {
      wordings.add(CAPTION.of(pair, k));
    }
    assertThat(wordings).hasSizeGreaterThan(250);
    assertThat(wordings)
        .contains("a dog to the left of a red apple", "a red apple to the right of a dog");
    assertThat(CAPTION.of(pair, 7)).isEqualTo(CAPTION.of(pair, 7));
  }

  private static SceneDescription pair(String left, String right) {
    return new SceneDescription(
        "", Optional.empty(), SceneKind.SIDE_BY_SIDE, List.of(left, right), 1, List.of());
  }

  @Test
  void peoplesOwnWordsAreRead() {
    assertThat(PARSER.parse("A red apple to the right of a dog!"))
        .contains(pair("dog", "red apple"));
    assertThat(PARSER.parse("three mice on a teal background, twemoji style"))
        .contains(
            new SceneDescription(
                "twemoji",
                Optional.of(Ground.TURQUOISE),
                SceneKind.NUMBER,
                List.of("mouse"),
                3,
                List.of()));
    assertThat(PARSER.parse("a hammer and wrench above a hammer"))
        .map(SceneDescription::concepts)
        .contains(List.of("hammer and wrench", "hammer"));
  }

  @Test
  void whatIsNotUnderstoodIsNotGuessed() {
    assertThat(PARSER.parse("")).isEmpty();
    assertThat(PARSER.parse("a quokka on blue")).isEmpty();
    assertThat(PARSER.parse("a dog on blue on red")).isEmpty();
    assertThat(PARSER.parse("a dog above a dog")).isEmpty();
    assertThat(PARSER.parse("a dog above a cat above a cow")).isEmpty();
    assertThat(PARSER.parse("a dog in the middle and a cat in the middle")).isEmpty();
    assertThat(PARSER.parse("two dogs and a cat")).isEmpty();
  }

  @Test
  void thingsThatAreNotCountedAreRefused() {
    SceneDescription breads =
        new SceneDescription(
            "", Optional.empty(), SceneKind.NUMBER, List.of("bread"), 2, List.of());
    assertThatThrownBy(() -> CAPTION.of(breads, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bread");
  }

  @Test
  void questionsHaveTheSceneAsAnswer() {
    Scene scene = SAMPLER.scene(2, 5, SceneSplit.TRAIN, SceneKind.SIDE_BY_SIDE);
    Noun left = noun(scene.things().get(0));
    Noun right = noun(scene.things().get(1));
    assertThat(SceneQuestion.of(scene, CAPTION))
        .contains(
            new SceneQuestion("what is to the left of the " + right.name() + "?", left.one()),
            new SceneQuestion("what is to the right of the " + left.name() + "?", right.one()),
            new SceneQuestion("how many things are there?", "two"),
            new SceneQuestion("what colour is the background?", scene.ground().toString()),
            new SceneQuestion("which style is it drawn in?", scene.style()));
    Scene number = SAMPLER.scene(2, 6, SceneSplit.TRAIN, SceneKind.NUMBER);
    assertThat(SceneQuestion.of(number, CAPTION)).hasSize(4);
    String answer = SceneQuestion.of(number, CAPTION).get(3).answer();
    assertThat(PARSER.parse(answer)).contains(number.description().inAnyStyle().onAnyGround());
  }

  private static Noun noun(Placed placed) {
    return TestThings.ALL.stream()
        .map(Thing::noun)
        .filter(noun -> noun.name().equals(placed.concept()))
        .findFirst()
        .orElseThrow();
  }
}
