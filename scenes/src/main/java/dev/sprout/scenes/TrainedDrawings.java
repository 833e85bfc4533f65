package dev.sprout.scenes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drawings that scenes may show, which are those of training. Immutable. */
final class TrainedDrawings {
  private final Map<String, Map<String, Thing.Drawing>> drawings; // by concept and style

  TrainedDrawings(List<Thing> things) {
    this.drawings =
        things.stream()
            .collect(Collectors.toMap(Thing::concept, thing -> byStyle(thing.trained())));
  }

  private static Map<String, Thing.Drawing> byStyle(List<Thing.Drawing> drawings) {
    return drawings.stream()
        .collect(
            Collectors.toMap(Thing.Drawing::style, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /** Drawings of a concept, by the names of their styles. */
  List<Thing.Drawing> of(String concept) {
    return List.copyOf(drawings.get(concept).values());
  }

  /** Whether a concept is drawn in a style and stands out from a ground. */
  boolean has(String concept, String style, Ground ground) {
    Thing.Drawing drawing = drawings.get(concept).get(style);
    return drawing != null && drawing.grounds().contains(ground);
  }
}
