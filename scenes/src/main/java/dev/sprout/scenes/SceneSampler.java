package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sampler of scenes: scene i of a seed is a function of seed, i and split alone, whatever else was
 * sampled before, on whatever thread or machine. Immutable and thread-safe.
 */
public final class SceneSampler {
  private static final int SCENE_TRIES = 1000;
  private static final int THING_TRIES = 400; // one thing in ten is held out with a given one

  private final List<Thing> things;
  private final TrainedDrawings trained;

  /**
   * Creates a sampler.
   *
   * @param things things to choose from, as {@link ThingLibrary#things} gives them
   */
  public SceneSampler(List<Thing> things) {
    this.things = List.copyOf(things);
    this.trained = new TrainedDrawings(things);
  }

  /** Scene {@code index} of a seed; see {@link SceneSplit} for what the splits hold. */
  public Scene scene(long seed, long index, SceneSplit split) {
    RandomStream random = new RandomStream(seed, index, split.stream());
    return scene(random, split, kind(random, split));
  }

  /**
   * Scene {@code index} of a seed, of one kind.
   *
   * @throws UserError when the things allow no such scene
   */
  public Scene scene(long seed, long index, SceneSplit split, SceneKind kind) {
    return scene(new RandomStream(seed, index, split.stream()), split, kind);
  }

  private static SceneKind kind(RandomStream random, SceneSplit split) {
    List<SceneKind> kinds =
        Arrays.stream(SceneKind.values())
            .filter(kind -> split == SceneSplit.TRAIN || kind.hasPairs())
            .toList();
    int rest = random.nextInt(kinds.stream().mapToInt(SceneKind::percent).sum());
    for (SceneKind kind : kinds) {
      rest -= kind.percent();
      if (rest < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("shares of kinds don't add up");
  }

  private Scene scene(RandomStream random, SceneSplit split, SceneKind kind) {
    for (int i = 0; i < SCENE_TRIES; i++) {
      Optional<Scene> scene = new Attempt(random, split, kind).scene();
      if (scene.isPresent()) {
        return scene.get();
      }
    }
    throw UserError.failure(
        "%d things allow no scene of kind %s; give more of them", things.size(), kind);
  }

  /** One try to find a ground, a style and things that go together. */
  private final class Attempt {
    private final RandomStream random;
    private final SceneSplit split;
    private final SceneKind kind;

    Attempt(RandomStream random, SceneSplit split, SceneKind kind) {
      this.random = random;
      this.split = split;
      this.kind = kind;
    }

    Optional<Scene> scene() {
      Thing first = any(things);
      List<Thing.Drawing> drawings = trained.of(first.concept());
      if (drawings.isEmpty() || (kind == SceneKind.NUMBER && first.noun().many().isEmpty())) {
        return Optional.empty();
      }
      int different = kind == SceneKind.NUMBER ? 1 : different();
      Thing.Drawing drawing = any(drawings);
      boolean tested = split == SceneSplit.HELD_OUT && different == 1;
      List<Ground> grounds =
          Arrays.stream(Ground.values())
              .filter(ground -> drawing.grounds().contains(ground))
              .filter(ground -> SceneSplit.isHeldOutGround(first.concept(), ground) == tested)
              .toList();
      if (grounds.isEmpty()) {
        return Optional.empty();
      }
      Ground ground = any(grounds);
      return concepts(first.concept(), different, drawing.style(), ground)
          .map(concepts -> arranged(concepts, drawing.style(), ground));
    }

    private int different() {
      int fewest = split == SceneSplit.HELD_OUT && kind.hasPairs() ? 2 : 1;
      int least = Math.max(kind.fewest(), fewest);
      return least + random.nextInt(kind.most() - least + 1);
    }

    private Optional<List<String>> concepts(String first, int count, String style, Ground ground) {
      List<String> concepts = new ArrayList<>(List.of(first));
      for (int i = 0; i < THING_TRIES && concepts.size() < count; i++) {
        String next = any(things).concept();
        if (!concepts.contains(next) && fits(next, style, ground) && goesWith(next, concepts)) {
          concepts.add(next);
        }
      }
      return concepts.size() == count ? Optional.of(concepts) : Optional.empty();
    }

    private boolean fits(String concept, String style, Ground ground) {
      return trained.has(concept, style, ground) && !SceneSplit.isHeldOutGround(concept, ground);
    }

    /** In a scene held out, the second thing makes a held-out pair with the first. */
    private boolean goesWith(String next, List<String> others) {
      if (split == SceneSplit.HELD_OUT) {
        return others.size() > 1 || SceneSplit.isHeldOutPair(next, others.get(0));
      }
      return others.stream().noneMatch(other -> SceneSplit.isHeldOutPair(next, other));
    }

    private Scene arranged(List<String> concepts, String style, Ground ground) {
      int count = kind == SceneKind.NUMBER ? 2 + random.nextInt(3) : concepts.size();
      List<Place> places = kind == SceneKind.PLACES ? places(count) : List.of();
      List<Box> boxes = new SceneLayout(random).boxes(kind, count, places);
      int[] order = random.permutation(concepts.size());
      List<Placed> placed = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        placed.add(new Placed(concepts.get(order[i % concepts.size()]), boxes.get(i)));
      }
      return new Scene(style, ground, kind, placed, places);
    }

    private List<Place> places(int count) {
      List<Place> all = List.of(Place.values());
      return Arrays.stream(random.permutation(all.size()))
          .limit(count)
          .sorted()
          .mapToObj(List.of(Place.values())::get)
          .toList();
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
