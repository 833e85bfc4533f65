package dev.sprout.tools.emoji;

import java.util.List;

/** Report of drawn and unreadable pictures. */
record Report(List<DrawnConcept> drawn) {
  private static final double TOLERATED = 0.01;

  Report {
    drawn = List.copyOf(drawn);
  }

  /** Whether more than one picture file in a hundred could not be read. */
  boolean isFailure() {
    return failures() > TOLERATED * (failures() + pictures());
  }

  /** One line per unreadable picture. */
  List<String> warnings() {
    return drawn.stream()
        .flatMap(
            d ->
                d.failures().entrySet().stream()
                    .map(
                        failure ->
                            "warning: %s (%s) in style %s %s"
                                .formatted(
                                    d.concept().name(),
                                    d.concept().code(),
                                    failure.getKey(),
                                    failure.getValue())))
        .sorted()
        .toList();
  }

  /** Coverage per style, and totals. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (Style style : Style.values()) {
      long covered = drawn.stream().filter(d -> d.styles().contains(style)).count();
      text.append("%-12s %5d of %d concepts%n".formatted(style, covered, drawn.size()));
    }
    return text.append(
            "%d pictures of %d concepts, %d held out, %d unreadable"
                .formatted(pictures(), concepts(), heldOut(), failures()))
        .toString();
  }

  private long pictures() {
    return drawn.stream().mapToLong(d -> d.styles().size()).sum();
  }

  private long concepts() {
    return drawn.stream().filter(d -> !d.styles().isEmpty()).count();
  }

  private long heldOut() {
    return drawn.stream().flatMap(DrawnConcept::rows).filter(PictureRow::heldOut).count();
  }

  private long failures() {
    return drawn.stream().mapToLong(d -> d.failures().size()).sum();
  }
}
