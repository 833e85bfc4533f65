package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;
import java.util.Optional;

/**
 * Picture composed of things on a ground. Immutable.
 *
 * @param style style of all drawings, such as noto
 * @param ground colour behind the things
 * @param kind what the scene is about
 * @param things the things: from left to right in {@link SceneKind#SIDE_BY_SIDE}, from top to
 *     bottom in {@link SceneKind#STACKED}
 * @param places of each thing in {@link SceneKind#PLACES}, in the order of {@link Place}; else
 *     empty
 */
public record Scene(
    String style, Ground ground, SceneKind kind, List<Placed> things, List<Place> places) {
  /** Share of a thing's square that another may cover: corners of squares are mostly empty. */
  static final double MOST_OVERLAP = 0.1;

  /**
   * Checks the scene.
   *
   * @throws UserError when the things don't fit the kind or cover each other
   */
  public Scene {
    things = List.copyOf(things);
    places = List.copyOf(places);
    Require.present("style", style);
    describe(style, Optional.of(Require.present("ground", ground)), kind, things, places);
    for (int i = 0; i < things.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (things.get(i).box().overlap(things.get(j).box()) > MOST_OVERLAP) {
          throw UserError.unusable("things", "%d and %d cover each other; move them apart", j, i);
        }
      }
    }
    checkOrder(kind, things, places);
  }

  /** What the scene shows, in the terms of captions. */
  public SceneDescription description() {
    return describe(style, Optional.of(ground), kind, things, places);
  }

  private static SceneDescription describe(
      String style,
      Optional<Ground> ground,
      SceneKind kind,
      List<Placed> things,
      List<Place> places) {
    List<String> concepts = things.stream().map(Placed::concept).toList();
    return switch (kind) {
      case NUMBER -> {
        if (concepts.stream().distinct().count() != 1) {
          throw UserError.unusable("things", "of a number must be of one concept");
        }
        yield new SceneDescription(
            style, ground, kind, concepts.subList(0, 1), concepts.size(), places);
      }
      case GROUP ->
          new SceneDescription(style, ground, kind, concepts.stream().sorted().toList(), 1, places);
      default -> new SceneDescription(style, ground, kind, concepts, 1, places);
    };
  }

  private static void checkOrder(SceneKind kind, List<Placed> things, List<Place> places) {
    Box first = things.get(0).box();
    Box last = things.get(things.size() - 1).box();
    if (kind == SceneKind.SIDE_BY_SIDE && !(first.x() < last.x())) {
      throw UserError.unusable("things", "side by side must stand from left to right");
    } else if (kind == SceneKind.STACKED && !(first.y() < last.y())) {
      throw UserError.unusable("things", "above each other must stand from top to bottom");
    }
    for (int i = 0; i < places.size(); i++) {
      Box box = things.get(i).box();
      if (Place.nearest(box.x(), box.y()) != places.get(i)) {
        throw UserError.unusable("things", "%d is not at its place %s", i, places.get(i));
      }
    }
  }
}
