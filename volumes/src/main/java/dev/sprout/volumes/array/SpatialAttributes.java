package dev.sprout.volumes.array;

import dev.sprout.core.UserError;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes by which CREMI, funlib and Fiji's HDF5 plug-in say where an array lies: {@code
 * resolution} or {@code voxel_size} and {@code offset} in nm, {@code element_size_um} in µm, all in
 * the order z, y, x.
 */
public final class SpatialAttributes {
  private static final double NANOMETERS_PER_MICROMETER = 1000;

  private SpatialAttributes() {}

  /**
   * Reads the attributes that are there.
   *
   * @param name of the array, for errors
   * @param bare axes of the array
   * @param attributes numbers by name; other attributes have no say here
   * @throws UserError when one of them isn't three numbers or two contradict each other
   */
  public static Geometry read(String name, Geometry bare, Map<String, double[]> attributes) {
    Optional<Nanometers> size = Optional.empty();
    for (String key : new String[] {"resolution", "voxel_size", "element_size_um"}) {
      double unit = key.equals("element_size_um") ? NANOMETERS_PER_MICROMETER : 1;
      Optional<Nanometers> stated = triple(name, key, attributes.get(key), unit);
      if (stated.isPresent() && size.isPresent() && !size.equals(stated)) {
        throw UserError.failure(
            "%s states two voxel sizes: %s and, as %s, %s", name, size.get(), key, stated.get());
      }
      size = size.or(() -> stated);
    }
    if (size.isPresent() && !size.get().isSize()) {
      throw UserError.failure("%s states a voxel size of %s", name, size.get());
    }
    return new Geometry(
        bare.axes(), bare.axesStated(), size, triple(name, "offset", attributes.get("offset"), 1));
  }

  private static Optional<Nanometers> triple(
      String name, String key, double[] values, double unit) {
    if (values == null) {
      return Optional.empty();
    } else if (values.length != 3) {
      throw UserError.failure(
          "attribute %s of %s has %d numbers; it should have three, for z, y and x",
          key, name, values.length);
    }
    return Optional.of(new Nanometers(values[0] * unit, values[1] * unit, values[2] * unit));
  }
}
