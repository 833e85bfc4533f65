package dev.sprout.volumes.zarr;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.Nanometers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * The levels of an OME-Zarr picture (NGFF 0.4 and 0.5, "multiscales").
 *
 * @param axes one letter for each axis
 * @param levels finest first
 */
record Multiscale(String axes, List<Level> levels) {
  private static final Map<String, Double> NANOMETERS =
      Map.of(
          "picometer", 1e-3,
          "angstrom", 0.1,
          "nanometer", 1.0,
          "micrometer", 1e3,
          "millimeter", 1e6,
          "centimeter", 1e7,
          "meter", 1e9);

  /**
   * One level.
   *
   * @param path of its array within the group
   * @param geometry where it lies
   */
  record Level(String path, Geometry geometry) {}

  /**
   * Reads a group's levels; empty where it has none.
   *
   * @throws UserError when they are damaged or of another version
   */
  static Optional<Multiscale> read(Path group) {
    Fields attributes =
        new Fields(ZarrMetadata.attributesFile(group), ZarrMetadata.attributes(group));
    return of(attributes.findFields("ome").orElse(attributes));
  }

  /** Levels that are described by the given metadata. */
  static Optional<Multiscale> of(Fields ome) {
    if (ome.find("multiscales").isEmpty()) {
      return Optional.empty();
    }
    List<Fields> all = ome.list("multiscales");
    if (all.size() != 1) {
      throw ome.error("multiscales has %d entries; name one level's array", all.size());
    }
    Fields multiscale = all.get(0);
    String version = ome.text("version", multiscale.text("version", "0.4"));
    if (!version.equals("0.4") && !version.equals("0.5")) {
      throw ome.error("OME-Zarr version %s is not supported; 0.4 and 0.5 are", version);
    }
    return Optional.of(read(multiscale));
  }

  private static Multiscale read(Fields multiscale) {
    List<Fields> axes = multiscale.list("axes");
    StringBuilder letters = new StringBuilder();
    for (Fields axis : axes) {
      letters.append(letter(axis));
    }
    Transform common = Transform.read(multiscale, axes.size());
    Optional<double[]> units = units(axes, letters.toString());
    List<Level> levels = new ArrayList<>();
    for (Fields dataset : multiscale.list("datasets")) {
      String path = safePath(dataset);
      Transform transform = Transform.read(dataset, axes.size()).then(common);
      levels.add(new Level(path, geometry(multiscale, letters.toString(), units, transform)));
    }
    if (levels.isEmpty()) {
      throw multiscale.error("datasets is empty");
    }
    return new Multiscale(letters.toString(), levels);
  }

  private static char letter(Fields axis) {
    String name = axis.text("name").toLowerCase(Locale.ROOT);
    if (!name.matches("[tczyx]")) {
      throw axis.error("axis %s is not supported; accepted are t, c, z, y and x", name);
    }
    return name.charAt(0);
  }

  /** A path that stays within its group. */
  private static String safePath(Fields dataset) {
    String path = dataset.text("path");
    boolean inside =
        !path.isEmpty()
            && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':')
            && Arrays.stream(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!inside) {
      throw dataset.error("path \"%s\" doesn't stay within its group", path);
    }
    return path;
  }

  /** Nanometres of each axis's unit, 1 for t and c; empty where no unit is stated. */
  private static Optional<double[]> units(List<Fields> axes, String letters) {
    double[] units = new double[axes.size()];
    int missing = 0;
    for (int d = 0; d < units.length; d++) {
      boolean space = letters.charAt(d) != 't' && letters.charAt(d) != 'c';
      String unit = space ? axes.get(d).text("unit", "") : "nanometer";
      missing += unit.isEmpty() ? 1 : 0;
      if (!unit.isEmpty() && !NANOMETERS.containsKey(unit)) {
        throw axes.get(d).error("unit %s is not known; accepted are %s", unit, NANOMETERS.keySet());
      }
      units[d] = unit.isEmpty() ? 1 : NANOMETERS.get(unit);
    }
    if (missing != 0 && missing != 3) {
      throw axes.get(0).error("only some axes state a unit");
    }
    return missing == 0 ? Optional.of(units) : Optional.empty();
  }

  private static Geometry geometry(
      Fields fields, String axes, Optional<double[]> units, Transform transform) {
    try {
      return new Geometry(
          axes,
          true,
          units.flatMap(u -> transform.scale().map(scale -> nanometers(axes, scale, u))),
          units.flatMap(u -> transform.translation().map(shift -> nanometers(axes, shift, u))));
    } catch (UserError e) {
      throw fields.error("%s", e.getMessage());
    }
  }

  private static Nanometers nanometers(String axes, double[] values, double[] units) {
    int z = axes.indexOf('z');
    int y = axes.indexOf('y');
    int x = axes.indexOf('x');
    if (z < 0 || y < 0 || x < 0) {
      return Nanometers.ZERO; // refused with the axes
    }
    return new Nanometers(values[z] * units[z], values[y] * units[y], values[x] * units[x]);
  }

  /** A scale and a translation behind it, each by axis; empty where there is none. */
  private record Transform(Optional<double[]> scale, Optional<double[]> translation) {
    static Transform read(Fields fields, int axes) {
      Transform transform = new Transform(Optional.empty(), Optional.empty());
      if (fields.find("coordinateTransformations").isEmpty()) {
        return transform;
      }
      for (Fields step : fields.list("coordinateTransformations")) {
        String type = step.text("type");
        transform =
            switch (type) {
              case "identity" -> transform;
              case "scale" ->
                  transform.then(
                      new Transform(Optional.of(by(step, type, axes)), Optional.empty()));
              case "translation" ->
                  transform.then(
                      new Transform(Optional.empty(), Optional.of(by(step, type, axes))));
              default ->
                  throw step.error(
                      "transformation %s is not supported; scale, translation are", type);
            };
      }
      return transform;
    }

    private static double[] by(Fields step, String type, int axes) {
      double[] numbers = step.numbers(type);
      if (numbers.length != axes) {
        throw step.error("%s has %d numbers for %d axes", type, numbers.length, axes);
      }
      return numbers;
    }

    Transform then(Transform next) {
      Optional<double[]> shift =
          next.scale.isEmpty() ? translation : product(translation, next.scale);
      return new Transform(
          scale.isEmpty() ? next.scale : next.scale.isEmpty() ? scale : product(scale, next.scale),
          shift.isEmpty() ? next.translation : sum(shift.get(), next.translation));
    }

    private static Optional<double[]> product(Optional<double[]> a, Optional<double[]> b) {
      return a.map(values -> combine(values, b.orElseThrow(), (x, y) -> x * y));
    }

    private static Optional<double[]> sum(double[] a, Optional<double[]> b) {
      return Optional.of(b.isEmpty() ? a : combine(a, b.get(), Double::sum));
    }

    private static double[] combine(double[] a, double[] b, DoubleBinaryOperator operation) {
      double[] result = new double[a.length];
      Arrays.setAll(result, i -> operation.applyAsDouble(a[i], b[i]));
      return result;
    }
  }
}
