package dev.sprout.volumes.sections;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * ImageJ's lines of {@code key=value} in a TIFF description; no lines for other programs' texts.
 *
 * @param values by key
 */
record ImageJDescription(Map<String, String> values) {
  /** Reads a description. */
  static ImageJDescription parse(String text) {
    Map<String, String> values = new TreeMap<>();
    if (text.startsWith("ImageJ=")) {
      for (String line : text.split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    }
    return new ImageJDescription(values);
  }

  /** Number of sections of all channels. */
  OptionalInt images() {
    return whole("images");
  }

  /** A count; 1 where it isn't stated. */
  int count(String key) {
    return whole(key).orElse(1);
  }

  private OptionalInt whole(String key) {
    String value = values.getOrDefault(key, "");
    return value.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  /** Distance of sections in units. */
  Optional<Double> spacing() {
    try {
      return Optional.ofNullable(values.get("spacing"))
          .map(Double::parseDouble)
          .map(Math::abs)
          .filter(spacing -> spacing > 0 && Double.isFinite(spacing));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Nanometres of the unit; empty for pixels, inches and what isn't known. */
  Optional<Double> nanometersOfUnit() {
    String unit = values.getOrDefault("unit", "").replace("\\u00B5", "µ").toLowerCase(Locale.ROOT);
    return switch (unit) {
      case "nm", "nanometer", "nanometre" -> Optional.of(1.0);
      case "µm", "um", "micron", "microns", "micrometer", "micrometre" -> Optional.of(1e3);
      case "mm", "millimeter", "millimetre" -> Optional.of(1e6);
      default -> Optional.empty();
    };
  }
}
