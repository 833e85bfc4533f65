package dev.sprout.gallery.page;

import java.util.List;
import java.util.Optional;

/** Part of the page: calls commands and shows what they made. */
interface Section {
  /** Heading. */
  String title();

  /** What a reader sees, in one or two sentences. */
  String lead();

  /** The commands that it calls, such as {@code em segment}. */
  List<String> commands();

  /**
   * Why it can't be drawn; empty if it can.
   *
   * @param workshop where it would be drawn
   */
  default Optional<String> obstacle(Workshop workshop) {
    return commands().stream()
        .filter(command -> !SproutCall.isKnown(command))
        .findFirst()
        .map(command -> "Sprout has no command %s yet.".formatted(command));
  }

  /** Makes the calls and shows them. */
  Html content(Workshop workshop);
}
