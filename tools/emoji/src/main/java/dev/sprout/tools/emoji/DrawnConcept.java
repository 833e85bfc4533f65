package dev.sprout.tools.emoji;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Concept with its drawn styles and failures.
 *
 * @param concept the concept
 * @param styles the styles it was drawn in
 * @param failures reason of each style whose drawing could not be read
 */
record DrawnConcept(Concept concept, List<Style> styles, Map<Style, String> failures) {
  DrawnConcept {
    styles = List.copyOf(styles);
    failures = Map.copyOf(failures);
  }

  /** One metadata row per picture. */
  Stream<PictureRow> rows() {
    Set<Style> held = HeldOut.of(concept.name(), styles);
    return styles.stream().map(style -> PictureRow.of(concept, style, held.contains(style)));
  }
}
