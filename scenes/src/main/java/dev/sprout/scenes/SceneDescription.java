package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a caption says of a scene. Two captions of equal meaning have equal descriptions. Immutable.
 *
 * @param style style of the drawings; empty if it is left open
 * @param ground colour of the ground; empty if it is left open
 * @param kind what the scene is about
 * @param concepts names of the different things: from left to right in {@link
 *     SceneKind#SIDE_BY_SIDE}, from top to bottom in {@link SceneKind#STACKED}, in the order of
 *     {@code places} in {@link SceneKind#PLACES}, sorted in {@link SceneKind#GROUP}
 * @param number how many there are of each concept: 2..4 in {@link SceneKind#NUMBER}, else 1
 * @param places places of the concepts in {@link SceneKind#PLACES}, ascending; else empty
 */
public record SceneDescription(
    String style,
    Optional<Ground> ground,
    SceneKind kind,
    List<String> concepts,
    int number,
    List<Place> places) {
  /** Most things of a scene. */
  public static final int MOST_THINGS = 4;

  /** Checks that the parts fit each other. */
  public SceneDescription {
    concepts = List.copyOf(concepts);
    places = List.copyOf(places);
    Require.present("style", style);
    Require.present("kind", kind);
    if (concepts.size() < kind.fewest() || concepts.size() > kind.most()) {
      throw UserError.unusable(
          "concepts",
          "are %d; scenes of kind %s have %d to %d",
          concepts.size(),
          kind,
          kind.fewest(),
          kind.most());
    }
    if (new LinkedHashSet<>(concepts).size() < concepts.size()) {
      throw UserError.unusable("concepts", "name one twice; a number says how many");
    }
    int fewest = kind == SceneKind.NUMBER ? 2 : 1;
    Require.between("number", number, fewest, kind == SceneKind.NUMBER ? MOST_THINGS : 1);
    int named = kind == SceneKind.PLACES ? concepts.size() : 0;
    if (places.size() != named || !List.copyOf(new TreeSet<>(places)).equals(places)) {
      throw UserError.unusable(
          "places", "are %s; accepted are %d different ones, ascending", places, named);
    }
    if (kind == SceneKind.GROUP && !List.copyOf(new TreeSet<>(concepts)).equals(concepts)) {
      throw UserError.unusable("concepts", "of a group must be sorted");
    }
  }

  /** How many things there are in all. */
  public int things() {
    return concepts.size() * number;
  }

  /** The description without style. */
  public SceneDescription inAnyStyle() {
    return new SceneDescription("", ground, kind, concepts, number, places);
  }

  /** The description without ground. */
  public SceneDescription onAnyGround() {
    return new SceneDescription(style, Optional.empty(), kind, concepts, number, places);
  }
}
