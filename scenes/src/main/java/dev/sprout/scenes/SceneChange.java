package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Random changes of scenes, one thing at a time: style, ground, number, what stands somewhere,
 * where it stands, one thing more or less. {@link SceneInstruction} says which. What stays the same
 * keeps its place where the kind of the scene stays. Immutable and thread-safe.
 */
public final class SceneChange {
  private static final int TRIES = 200; // two in ten fail by a ground, a style or a pair

  private final List<Thing> things;
  private final TrainedDrawings drawings;

  /**
   * Creates the changes.
   *
   * @param things things to choose from, those of the scenes among them
   */
  public SceneChange(List<Thing> things) {
    this.things = List.copyOf(things);
    this.drawings = new TrainedDrawings(things);
  }

  /**
   * A changed scene, a function of the scene, the split and the stream alone.
   *
   * @param split split of the scene and of the changed one
   * @return empty if the things allow no change that was tried
   */
  public Optional<Scene> of(Scene scene, SceneSplit split, RandomStream random) {
    Attempt attempt = new Attempt(scene, random);
    for (int i = 0; i < TRIES; i++) {
      Optional<Scene> changed = attempt.scene().filter(each -> isAllowed(each, split));
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(Scene scene, SceneSplit split) {
    List<String> concepts = scene.description().concepts();
    return split.admits(concepts, scene.ground())
        && concepts.stream()
            .allMatch(concept -> drawings.has(concept, scene.style(), scene.ground()));
  }

  /** Tries to change a scene; empty where the change drawn doesn't suit it. */
  private final class Attempt {
    private final Scene scene;
    private final RandomStream random;
    private final List<Placed> placed;
    private final List<String> concepts; // one of each thing, in its order

    Attempt(Scene scene, RandomStream random) {
      this.scene = scene;
      this.random = random;
      this.placed = scene.things();
      this.concepts = placed.stream().map(Placed::concept).toList();
    }

    Optional<Scene> scene() {
      return switch (random.nextInt(4)) {
        case 0 -> inAnotherStyle();
        case 1 -> onAnotherGround();
        case 2 -> replaced();
        default -> rearranged();
      };
    }

    private Optional<Scene> inAnotherStyle() {
      String style = any(drawings.of(concepts.get(0))).style();
      return style.equals(scene.style())
          ? Optional.empty()
          : Optional.of(new Scene(style, scene.ground(), scene.kind(), placed, scene.places()));
    }

    private Optional<Scene> onAnotherGround() {
      Ground ground = any(List.of(Ground.values()));
      return ground == scene.ground()
          ? Optional.empty()
          : Optional.of(new Scene(scene.style(), ground, scene.kind(), placed, scene.places()));
    }

    /** Another concept in the place of one, or of all in a number. */
    private Optional<Scene> replaced() {
      Thing other = any(things);
      boolean isNumber = scene.kind() == SceneKind.NUMBER;
      if (concepts.contains(other.concept()) || (isNumber && other.noun().many().isEmpty())) {
        return Optional.empty();
      }
      String gone = any(concepts);
      List<Placed> changed =
          placed.stream()
              .map(each -> each.concept().equals(gone) ? of(other.concept(), each.box()) : each)
              .toList();
      return Optional.of(
          new Scene(scene.style(), scene.ground(), scene.kind(), changed, scene.places()));
    }

    private Optional<Scene> rearranged() {
      return switch (scene.kind()) {
        case SINGLE -> random.nextDouble() < 0.5 ? counted() : paired(with(any(things)));
        case NUMBER -> counted();
        case SIDE_BY_SIDE, STACKED ->
            random.nextDouble() < 0.5
                ? paired(concepts)
                : Optional.of(anew(SceneKind.SINGLE, List.of(any(concepts)), List.of()));
        case GROUP ->
            concepts.size() == SceneDescription.MOST_THINGS
                ? Optional.of(without(random.nextInt(concepts.size())))
                : group(with(any(things)));
        case PLACES -> placedAnew();
      };
    }

    /** Another number of the one concept, 1 to 4. */
    private Optional<Scene> counted() {
      int number = 1 + random.nextInt(SceneDescription.MOST_THINGS);
      String concept = concepts.get(0);
      if (number == concepts.size() || noun(concept).many().isEmpty()) {
        return Optional.empty();
      }
      SceneKind kind = number == 1 ? SceneKind.SINGLE : SceneKind.NUMBER;
      return Optional.of(anew(kind, Collections.nCopies(number, concept), List.of()));
    }

    /** Two concepts beside or above each other, in any order but the present one. */
    private Optional<Scene> paired(List<String> two) {
      List<String> order = new ArrayList<>(two);
      SceneKind kind = random.nextDouble() < 0.5 ? SceneKind.SIDE_BY_SIDE : SceneKind.STACKED;
      if (random.nextDouble() < 0.5) {
        Collections.reverse(order);
      }
      boolean isPresent = kind == scene.kind() && order.equals(concepts);
      return two.size() < 2 || isPresent
          ? Optional.empty()
          : Optional.of(anew(kind, order, List.of()));
    }

    private Optional<Scene> group(List<String> more) {
      return more.size() == concepts.size()
          ? Optional.empty()
          : Optional.of(anew(SceneKind.GROUP, more, List.of()));
    }

    /** One thing less, in another place, or one thing more. */
    private Optional<Scene> placedAnew() {
      int last = concepts.size() - 1;
      if (random.nextInt(3) == 0) {
        return last == 0 ? Optional.empty() : Optional.of(without(random.nextInt(last + 1)));
      }
      Place place = any(List.of(Place.values()));
      List<String> more = random.nextDouble() < 0.5 ? concepts : with(any(things));
      if (scene.places().contains(place) || more.size() > SceneKind.PLACES.most()) {
        return Optional.empty();
      }
      List<Place> places = new ArrayList<>(scene.places());
      if (more.size() > concepts.size()) {
        places.add(place);
      } else {
        places.set(random.nextInt(concepts.size()), place);
      }
      List<Place> ascending = places.stream().sorted().toList();
      List<String> named = ascending.stream().map(each -> more.get(places.indexOf(each))).toList();
      return Optional.of(anew(SceneKind.PLACES, named, ascending));
    }

    private Scene without(int gone) {
      List<Placed> left = new ArrayList<>(placed);
      left.remove(gone);
      List<Place> places = new ArrayList<>(scene.places());
      if (!places.isEmpty()) {
        places.remove(gone);
      }
      return new Scene(scene.style(), scene.ground(), scene.kind(), left, places);
    }

    private Scene anew(SceneKind kind, List<String> shown, List<Place> places) {
      List<Box> boxes = new SceneLayout(random).boxes(kind, shown.size(), places);
      List<Placed> laid = new ArrayList<>();
      for (int i = 0; i < shown.size(); i++) {
        laid.add(of(shown.get(i), boxes.get(i)));
      }
      return new Scene(scene.style(), scene.ground(), kind, laid, places);
    }

    /** The concepts and another one; unchanged if it is among them. */
    private List<String> with(Thing other) {
      List<String> more = new ArrayList<>(concepts);
      if (!concepts.contains(other.concept())) {
        more.add(other.concept());
      }
      return more;
    }

    private Noun noun(String concept) {
      return things.stream()
          .map(Thing::noun)
          .filter(noun -> noun.name().equals(concept))
          .findFirst()
          .orElseThrow();
    }

    private static Placed of(String concept, Box box) {
      return new Placed(concept, box);
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
