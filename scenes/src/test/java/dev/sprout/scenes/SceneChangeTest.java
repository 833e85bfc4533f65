package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneChangeTest {
  private static final SceneSampler SAMPLER = new SceneSampler(TestThings.ALL);
  private static final SceneChange CHANGE = new SceneChange(TestThings.ALL);
  private static final SceneInstruction INSTRUCTION = new SceneInstruction(TestThings.ALL);
  private static final SceneParser PARSER = new SceneParser(TestThings.ALL);
  private static final Map<String, Noun> NOUNS =
      TestThings.ALL.stream().collect(Collectors.toMap(Thing::concept, Thing::noun));
  private static final int MANY = 4000;

  private static Optional<Scene> changed(int index, SceneSplit split) {
    return CHANGE.of(SAMPLER.scene(1, index, split), split, new RandomStream(index));
  }

  @ParameterizedTest
  @EnumSource
  void changesObeyTheSplit(SceneSplit split) {
    Map<String, Thing> things = new HashMap<>();
    TestThings.ALL.forEach(thing -> things.put(thing.concept(), thing));
    int found = 0;
    for (int i = 0; i < MANY; i++) {
      Optional<Scene> changed = changed(i, split);
      assertThat(changed(i, split)).isEqualTo(changed);
      if (changed.isPresent()) {
        found++;
        Scene scene = changed.get();
        List<String> concepts = scene.description().concepts();
        boolean hasPair = false;
        boolean hasGround = false;
        for (String concept : concepts) {
          assertThat(things.get(concept).trained())
              .anyMatch(drawing -> drawing.style().equals(scene.style()));
          hasGround |= SceneSplit.isHeldOutGround(concept, scene.ground());
          hasPair |= concepts.stream().anyMatch(other -> isPair(concept, other));
        }
        boolean heldOut = split == SceneSplit.HELD_OUT;
        assertThat(hasPair).isEqualTo(heldOut && concepts.size() > 1);
        assertThat(hasGround).isEqualTo(heldOut && concepts.size() == 1);
      }
    }
    assertThat(found).isGreaterThan(MANY * 99 / 100);
  }

  private static boolean isPair(String a, String b) {
    return !a.equals(b) && SceneSplit.isHeldOutPair(a, b);
  }

  @Test
  void inAnotherStyleOrOnAnotherGroundAllStaysInPlace() {
    for (int i = 0; i < MANY; i++) {
      Scene before = SAMPLER.scene(1, i, SceneSplit.TRAIN);
      Scene after = changed(i, SceneSplit.TRAIN).orElseThrow();
      boolean restyled = !before.style().equals(after.style());
      boolean regrounded = before.ground() != after.ground();
      if (restyled || regrounded) {
        assertThat(after.things()).isEqualTo(before.things());
        assertThat(restyled).isNotEqualTo(regrounded);
      }
    }
  }

  @Test
  void instructionsLeadFromOneSceneToTheOther() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < MANY; i++) {
      SceneDescription before = SAMPLER.scene(1, i, SceneSplit.TRAIN).description();
      SceneDescription after = changed(i, SceneSplit.TRAIN).orElseThrow().description();
      String text = INSTRUCTION.of(before, after, i);
      assertThat(INSTRUCTION.of(before, after, i)).isEqualTo(text);
      assertThat(applied(text, before)).as("%s, to %s", text, before).contains(after);
      seen.merge(text.split(" ", 2)[0], 1, Integer::sum);
    }
    assertThat(seen.keySet())
        .containsExactlyInAnyOrder(
            "add", "change", "draw", "instead", "leave", "make", "move", "now", "put", "remove",
            "replace", "take");
  }

  /** Reads an instruction as a person would, without the writer's tables of wordings. */
  private static Optional<SceneDescription> applied(String text, SceneDescription before) {
    Matcher style = Pattern.compile("(?:.* in|.* in the|make it) (\\S+) style").matcher(text);
    if (style.matches()) {
      return Optional.of(
          new SceneDescription(
              style.group(1),
              before.ground(),
              before.kind(),
              before.concepts(),
              before.number(),
              before.places()));
    }
    Matcher ground = Pattern.compile(".*(?:background|background to|now on) (\\S+)").matcher(text);
    if (ground.matches()) {
      return Optional.of(
          new SceneDescription(
              before.style(),
              Ground.of(ground.group(1)),
              before.kind(),
              before.concepts(),
              before.number(),
              before.places()));
    }
    Matcher gone =
        Pattern.compile("(?:now without|remove|take away|leave out) the (.+)").matcher(text);
    if (gone.matches()) {
      return Optional.of(without(before, gone.group(1)));
    }
    Matcher replaced =
        Pattern.compile("(?:replace|change|instead of) the (.+?)(?: with| to|, draw) (.+)")
            .matcher(text);
    if (replaced.matches()) {
      return replaced(before, text);
    }
    return counted(before, text).or(() -> placed(before, text));
  }

  private static SceneDescription without(SceneDescription before, String name) {
    List<String> concepts = new ArrayList<>(before.concepts());
    int index = concepts.indexOf(name);
    concepts.remove(index);
    List<Place> places = new ArrayList<>(before.places());
    if (!places.isEmpty()) {
      places.remove(index);
    }
    SceneKind kind = concepts.size() == 1 && places.isEmpty() ? SceneKind.SINGLE : before.kind();
    return like(before, kind, concepts, 1, places);
  }

  private static SceneDescription like(
      SceneDescription before, SceneKind kind, List<String> concepts, int number, List<Place> at) {
    return new SceneDescription(before.style(), before.ground(), kind, concepts, number, at);
  }

  private static Optional<SceneDescription> replaced(SceneDescription before, String text) {
    for (String concept : before.concepts()) {
      for (Noun noun : NOUNS.values()) {
        boolean isMany = before.number() > 1;
        String old = "the " + (isMany ? NOUNS.get(concept).many().orElseThrow() : concept);
        String come = isMany ? noun.many().orElse("") : noun.one();
        Set<String> wordings =
            Set.of(
                "replace " + old + " with " + come,
                "change " + old + " to " + come,
                "instead of " + old + ", draw " + come);
        if (wordings.contains(text)) {
          List<String> concepts =
              before.concepts().stream()
                  .map(each -> each.equals(concept) ? noun.name() : each)
                  .toList();
          List<String> ordered =
              before.kind() == SceneKind.GROUP ? concepts.stream().sorted().toList() : concepts;
          return Optional.of(
              like(before, before.kind(), ordered, before.number(), before.places()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SceneDescription> counted(SceneDescription before, String text) {
    Matcher count = Pattern.compile("(?:now with|make it|draw) (.+?)(?: instead)?").matcher(text);
    if (!count.matches()) {
      return Optional.empty();
    }
    String phrase = count.group(1);
    if (phrase.matches("(one|1|only one) .*")) {
      String name = phrase.replaceFirst("(one|1|only one) ", "");
      return Optional.of(like(before, SceneKind.SINGLE, List.of(name), 1, List.of()));
    }
    return PARSER
        .parse(phrase)
        .filter(read -> read.kind() == SceneKind.NUMBER)
        .map(read -> like(before, read.kind(), read.concepts(), read.number(), List.of()));
  }

  /**
   * Sentences with a place or a side: the parser reads them once the articles are as in captions.
   */
  private static Optional<SceneDescription> placed(SceneDescription before, String text) {
    String phrase = text.replaceFirst("^(add|put|move|now with) ", "");
    for (String concept : before.concepts()) {
      phrase =
          phrase.replaceAll(
              "\\bthe " + Pattern.quote(concept) + "(?= |$)",
              Matcher.quoteReplacement(NOUNS.get(concept).one()));
    }
    String caption = phrase.replaceFirst(" to the (?=.*(corner|middle|cent))", " in the ");
    SceneDescription read = PARSER.parse(caption).orElseThrow();
    return Optional.of(
        switch (read.kind()) {
          case SINGLE ->
              like(
                  before,
                  SceneKind.GROUP,
                  sorted(before.concepts(), read.concepts()),
                  1,
                  List.of());
          case PLACES -> moved(before, read);
          default -> like(before, read.kind(), read.concepts(), 1, List.of());
        });
  }

  private static List<String> sorted(List<String> some, List<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all.stream().sorted().toList();
  }

  private static SceneDescription moved(SceneDescription before, SceneDescription read) {
    Map<Place, String> placed = new TreeMap<>();
    for (int i = 0; i < before.places().size(); i++) {
      placed.put(before.places().get(i), before.concepts().get(i));
    }
    placed.values().removeAll(read.concepts());
    placed.put(read.places().get(0), read.concepts().get(0));
    return like(
        before, SceneKind.PLACES, List.copyOf(placed.values()), 1, List.copyOf(placed.keySet()));
  }

  @Test
  void manyChangesHaveNoInstruction() {
    SceneDescription dog =
        new SceneDescription(
            "noto", Optional.of(Ground.RED), SceneKind.SINGLE, List.of("dog"), 1, List.of());
    SceneDescription others =
        new SceneDescription(
            "noto",
            Optional.of(Ground.RED),
            SceneKind.SIDE_BY_SIDE,
            List.of("cat", "cow"),
            1,
            List.of());
    Function<SceneDescription, String> to = after -> INSTRUCTION.of(dog, after, 0);
    assertThatThrownBy(() -> to.apply(dog)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> to.apply(others))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no one instruction");
  }

  @Test
  void aSourceHasChangesOfTheSceneBefore() {
    SceneSource source = new SceneSource(TestThings.LIBRARY, 64, 11, 2000, SceneSplit.TRAIN);
    int changes = 0;
    for (int i = 0; i < source.size(); i++) {
      Example example = source.example(i);
      assertThat(source.example(i)).isEqualTo(example);
      assertThat(example.list("questions")).hasSameSizeAs(example.list("answers")).isNotEmpty();
      assertThat(example.captions()).hasSize(4).allMatch(text -> names(text, true));
      assertThat(example.list("requests")).hasSize(2).allMatch(text -> names(text, false));
      if (!example.field("before").isEmpty()) {
        changes++;
        assertThat(i % 2).isOne();
        assertThat(example.field("before")).isEqualTo(source.example(i - 1).id());
        SceneDescription before = source.scene(i - 1).description();
        SceneDescription after = source.scene(i).description();
        assertThat(example.list("instructions"))
            .hasSize(2)
            .allSatisfy(text -> assertThat(applied(text, before)).contains(after));
      }
    }
    assertThat(changes).isBetween(420, 580);
  }

  private static boolean names(String text, boolean ground) {
    return PARSER.parse(text).orElseThrow().ground().isPresent() == ground;
  }
}
