package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneSamplerTest {
  private static final int MANY = 20_000;

  private final SceneSampler sampler = new SceneSampler(TestThings.ALL);

  @Test
  void aSceneIsAFunctionOfSeedAndIndex() {
    List<Scene> ascending =
        IntStream.range(0, 500).mapToObj(i -> sampler.scene(3, i, SceneSplit.TRAIN)).toList();
    List<Scene> descending = new ArrayList<>();
    SceneSampler other = new SceneSampler(TestThings.ALL);
    for (int i = 499; i >= 0; i--) {
      descending.add(other.scene(3, i, SceneSplit.TRAIN));
    }
    Collections.reverse(descending);
    List<Scene> parallel =
        IntStream.range(0, 500)
            .parallel()
            .mapToObj(i -> sampler.scene(3, i, SceneSplit.TRAIN))
            .toList();
    assertThat(descending).isEqualTo(ascending);
    assertThat(parallel).isEqualTo(ascending);
    assertThat(new HashSet<>(ascending)).hasSize(500);
    assertThat(sampler.scene(4, 0, SceneSplit.TRAIN)).isNotEqualTo(ascending.get(0));
  }

  @Test
  void trainingHoldsNothingThatIsHeldOut() {
    Map<String, Thing> things = byConcept();
    for (int i = 0; i < MANY; i++) {
      Scene scene = sampler.scene(0, i, SceneSplit.TRAIN);
      for (Placed placed : scene.things()) {
        String concept = placed.concept();
        assertThat(SceneSplit.isHeldOutGround(concept, scene.ground())).isFalse();
        assertThat(things.get(concept).drawings())
            .anyMatch(d -> d.style().equals(scene.style()) && !d.heldOut());
      }
      assertThat(hasHeldOutPair(scene)).isFalse();
    }
  }

  @Test
  void everyThingOccursInTraining() {
    Set<String> seen = new HashSet<>();
    Map<SceneKind, Integer> kinds = new EnumMap<>(SceneKind.class);
    for (int i = 0; i < MANY; i++) {
      Scene scene = sampler.scene(0, i, SceneSplit.TRAIN);
      scene.things().forEach(thing -> seen.add(thing.concept()));
      kinds.merge(scene.kind(), 1, Integer::sum);
    }
    assertThat(seen).hasSize(TestThings.ALL.size());
    for (SceneKind kind : SceneKind.values()) {
      assertThat(100.0 * kinds.get(kind) / MANY)
          .isBetween(kind.percent() - 1.5, kind.percent() + 1.5);
    }
  }

  @Test
  void aTenthOfThePairsIsHeldOut() {
    int pairs = 0;
    int held = 0;
    int heldGrounds = 0;
    List<String> concepts = TestThings.ALL.stream().map(Thing::concept).toList();
    for (String a : concepts) {
      for (String b : concepts) {
        if (a.compareTo(b) < 0) {
          pairs++;
          assertThat(SceneSplit.isHeldOutPair(a, b)).isEqualTo(SceneSplit.isHeldOutPair(b, a));
          held += SceneSplit.isHeldOutPair(a, b) ? 1 : 0;
        }
      }
      for (Ground ground : Ground.values()) {
        heldGrounds += SceneSplit.isHeldOutGround(a, ground) ? 1 : 0;
      }
    }
    assertThat(100.0 * held / pairs).isBetween(9.0, 11.0);
    assertThat(100.0 * heldGrounds / (12 * concepts.size())).isBetween(9.0, 11.0);
  }

  @Test
  void heldOutScenesHaveAHeldOutPair() {
    for (int i = 0; i < 1000; i++) {
      Scene scene = sampler.scene(0, i, SceneSplit.HELD_OUT);
      assertThat(hasHeldOutPair(scene)).isTrue();
      assertThat(scene.things())
          .noneMatch(thing -> SceneSplit.isHeldOutGround(thing.concept(), scene.ground()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKindCanBeAskedFor(SceneKind kind) {
    for (int i = 0; i < 200; i++) {
      for (SceneSplit split : SceneSplit.values()) {
        Scene scene = sampler.scene(1, i, split, kind);
        assertThat(scene.kind()).isEqualTo(kind);
        boolean heldOut =
            hasHeldOutPair(scene)
                || SceneSplit.isHeldOutGround(scene.things().get(0).concept(), scene.ground());
        assertThat(heldOut).isEqualTo(split == SceneSplit.HELD_OUT);
      }
    }
  }

  @Test
  void thingsAreInsideAndApart() {
    for (int i = 0; i < MANY; i++) {
      List<Placed> things = sampler.scene(5, i, SceneSplit.TRAIN).things();
      for (int a = 0; a < things.size(); a++) {
        Box box = things.get(a).box();
        assertThat(box.left(64)).isBetween(0, 64 - box.pixels(64));
        assertThat(box.top(64)).isBetween(0, 64 - box.pixels(64));
        assertThat(box.pixels(64)).isGreaterThanOrEqualTo(16);
        for (int b = 0; b < a; b++) {
          assertThat(box.overlap(things.get(b).box())).isZero();
        }
      }
    }
  }

  @Test
  void tooFewThingsAreRefused() {
    SceneSampler one = new SceneSampler(TestThings.ALL.subList(0, 1));
    assertThatThrownBy(() -> one.scene(0, 0, SceneSplit.TRAIN, SceneKind.GROUP))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("give more");
  }

  private static boolean hasHeldOutPair(Scene scene) {
    List<String> concepts = scene.things().stream().map(Placed::concept).distinct().toList();
    return concepts.stream().anyMatch(a -> concepts.stream().anyMatch(b -> isPair(a, b)));
  }

  private static boolean isPair(String a, String b) {
    return !a.equals(b) && SceneSplit.isHeldOutPair(a, b);
  }

  private static Map<String, Thing> byConcept() {
    Map<String, Thing> things = new HashMap<>();
    TestThings.ALL.forEach(thing -> things.put(thing.concept(), thing));
    return things;
  }
}
