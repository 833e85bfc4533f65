package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounsTest {
  @ParameterizedTest
  @CsvSource({
    "red apple, a red apple, red apples",
    "eggplant, an eggplant, eggplants",
    "peach, a peach, peaches",
    "cherry blossom, a cherry blossom, cherry blossoms",
    "strawberry, a strawberry, strawberries",
    "mouse, a mouse, mice",
    "computer mouse, a computer mouse, computer mice",
    "goose, a goose, geese",
    "ox, an ox, oxen",
    "tropical fish, a tropical fish, tropical fish",
    "maple leaf, a maple leaf, maple leaves",
    "tooth, a tooth, teeth",
    "foot, a foot, feet",
    "wolf, a wolf, wolves",
    "kitchen knife, a kitchen knife, kitchen knives",
    "scarf, a scarf, scarves",
    "snowman, a snowman, snowmen",
    "potato, a potato, potatoes",
    "piñata, a piñata, piñatas",
    "radio, a radio, radios",
    "key, a key, keys",
    "axe, an axe, axes",
    "cactus, a cactus, cacti",
    "octopus, an octopus, octopuses",
    "unicorn, a unicorn, unicorns",
    "ewe, a ewe, ewes",
    "hourglass not done, an hourglass not done, hourglasses not done",
    "ear of corn, an ear of corn, ears of corn",
    "glass of milk, a glass of milk, glasses of milk",
    "cloud with snow, a cloud with snow, clouds with snow",
    "teacup without handle, a teacup without handle, teacups without handle",
    "sun behind rain cloud, a sun behind rain cloud, suns behind rain cloud",
    "heart on fire, a heart on fire, hearts on fire",
    "magnifying glass tilted left, a magnifying glass tilted left, magnifying glasses tilted left",
    "leaf fluttering in wind, a leaf fluttering in wind, leaves fluttering in wind",
    "game die, a game die, game dice",
    "T-Rex, a T-Rex, T-Rexes",
  })
  void articlesAndPlurals(String name, String one, String many) {
    assertThat(noun(name).one()).isEqualTo(one);
    assertThat(noun(name).many()).contains(many);
  }

  @ParameterizedTest
  @CsvSource({
    "bread, bread",
    "grapes, grapes",
    "scissors, scissors",
    "hammer and wrench, a hammer and wrench",
    "flexed biceps, a flexed biceps",
  })
  void someAreNotCounted(String name, String one) {
    assertThat(noun(name).one()).isEqualTo(one);
    assertThat(noun(name).many()).isEmpty();
  }

  private static Noun noun(String name) {
    return TestThings.ALL.stream()
        .map(Thing::noun)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thingsAreMany() {
    assertThat(TestThings.ALL).hasSizeGreaterThanOrEqualTo(800);
    assertThat(TestThings.ALL.stream().filter(thing -> thing.noun().many().isPresent()).count())
        .isGreaterThan(700);
  }

  @Test
  void phrasesAreUnambiguous() {
    Map<String, String> meanings = new HashMap<>();
    for (Thing thing : TestThings.ALL) {
      Noun noun = thing.noun();
      assertThat(meanings.put(noun.one(), noun.name())).isNull();
    }
    Map<String, String> plurals = new HashMap<>();
    for (Thing thing : TestThings.ALL) {
      thing
          .noun()
          .many()
          .ifPresent(many -> assertThat(plurals.put(many, thing.concept())).isNull());
    }
  }

  @Test
  void facesFlagsLettersAndClocksAreNoThings() {
    assertThat(Nouns.of("grinning face", "face-smiling")).isEmpty();
    assertThat(Nouns.of("egypt flag", "country-flag")).isEmpty();
    assertThat(Nouns.of("A button (blood type)", "alphanum")).isEmpty();
    assertThat(Nouns.of("one o’clock", "time")).isEmpty();
    assertThat(Nouns.of("red circle", "geometric")).isPresent();
    assertThat(Nouns.of("radio button", "geometric")).isEmpty();
  }

  /** Names that the exceptions list must be names of concepts, or the list would do nothing. */
  @Test
  void leftOutNamesExist() {
    List<String> names = TestThings.lines().stream().map(line -> line.split("\t", -1)[0]).toList();
    assertThat(names).containsAll(Nouns.leftOut());
  }
}
