package dev.sprout.volumes.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.SpatialArray;
import dev.sprout.volumes.array.SpatialAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Opens volumes in Zarr folders: OME-Zarr pictures, their levels and labels, and plain arrays. */
public final class ZarrVolumes {
  private static final int PARENTS = 4; // folders above an array in which its picture may be
  private static final int LISTED = 20; // arrays that an error names

  private ZarrVolumes() {}

  /** Whether a folder is an array or a group of a Zarr hierarchy. */
  public static boolean isZarr(Path folder) {
    return ZarrMetadata.isNode(folder);
  }

  /** Paths of an OME-Zarr picture's levels, finest first; empty for other folders. */
  public static List<String> levels(Path folder) {
    return ZarrMetadata.isArray(folder)
        ? List.of()
        : Multiscale.read(folder).stream()
            .flatMap(picture -> picture.levels().stream().map(Multiscale.Level::path))
            .toList();
  }

  /**
   * Opens an array, or the finest level of a picture.
   *
   * @param folder of an array or of an OME-Zarr picture
   * @throws UserError when it is neither, naming the arrays within; or its metadata is damaged
   */
  public static SpatialArray open(Path folder) {
    if (ZarrMetadata.isArray(folder)) {
      ZarrArray array = new ZarrArray(folder);
      return new SpatialArray(array, geometry(folder.toAbsolutePath(), array));
    }
    Multiscale picture = Multiscale.read(folder).orElseThrow(() -> noArray(folder));
    Multiscale.Level finest = picture.levels().get(0);
    Path level = folder.resolve(finest.path());
    if (!ZarrMetadata.isArray(level)) {
      throw UserError.failure(
          "%s names a level %s, where there is no array", folder, finest.path());
    }
    return checked(level, new ZarrArray(level), finest.geometry());
  }

  /**
   * How many of an array's chunk files there are, for people; the others have the fill value.
   *
   * @param folder of an array or of an OME-Zarr picture, whose finest level is counted
   */
  public static String stored(Path folder) {
    List<String> levels = levels(folder);
    Path array = levels.isEmpty() ? folder : folder.resolve(levels.get(0));
    return new StoredChunks(array).describe();
  }

  private static SpatialArray checked(Path folder, ZarrArray array, Geometry geometry) {
    if (geometry.axes().length() != array.shape().length) {
      throw UserError.failure(
          "%s has %d axes; its picture names %s", folder, array.shape().length, geometry.axes());
    }
    return new SpatialArray(array, geometry);
  }

  /** What a picture around the array says of it, or else the array's own attributes. */
  private static Geometry geometry(Path folder, ZarrArray array) {
    Path parent = folder.getParent();
    for (int up = 0; up < PARENTS && parent != null && ZarrMetadata.isNode(parent); up++) {
      String path = parent.relativize(folder).toString().replace('\\', '/');
      Optional<Multiscale> picture =
          ZarrMetadata.isArray(parent) ? Optional.empty() : Multiscale.read(parent);
      Optional<Multiscale.Level> level =
          picture.stream()
              .flatMap(p -> p.levels().stream())
              .filter(l -> l.path().equals(path))
              .findFirst();
      if (level.isPresent()) {
        return checked(folder, array, level.get().geometry()).geometry();
      }
      parent = parent.getParent();
    }
    return SpatialAttributes.read(
        folder.toString(), axes(folder, array), numbers(array.metadata().attributes()));
  }

  private static Geometry axes(Path folder, ZarrArray array) {
    String names = String.join("", array.metadata().dimensionNames());
    return names.length() == array.shape().length && names.matches("[tczyx]+")
        ? new Geometry(names, true, Optional.empty(), Optional.empty())
        : Geometry.of(Geometry.usualAxes(folder.toString(), array.shape().length));
  }

  private static Map<String, double[]> numbers(JsonObject attributes) {
    Map<String, double[]> numbers = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : attributes.entrySet()) {
      if (entry.getValue() instanceof JsonArray array && isNumeric(array)) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = array.get(i).getAsDouble();
        }
        numbers.put(entry.getKey(), values);
      }
    }
    return numbers;
  }

  private static boolean isNumeric(JsonArray array) {
    for (JsonElement element : array) {
      if (!(element instanceof JsonPrimitive number && number.isNumber())) {
        return false;
      }
    }
    return true;
  }

  private static UserError noArray(Path folder) {
    List<String> arrays = new ArrayList<>();
    try (Stream<Path> inside = Files.find(folder, PARENTS, (p, a) -> a.isDirectory())) {
      inside
          .filter(
              path -> Files.isRegularFile(path.resolve(ZarrMetadata.V2_ARRAY)) || isV3Array(path))
          .limit(LISTED)
          .forEach(path -> arrays.add(folder.relativize(path).toString()));
    } catch (IOException | UncheckedIOException e) {
      return UserError.failure(e, "%s can't be listed: %s", folder, e.getMessage());
    }
    return arrays.isEmpty()
        ? UserError.failure("%s holds no Zarr array", folder)
        : UserError.failure(
            "%s is a group without an OME-Zarr picture; name one of its arrays: %s",
            folder, String.join(", ", arrays));
  }

  private static boolean isV3Array(Path path) {
    return Files.isRegularFile(path.resolve(ZarrMetadata.V3)) && ZarrMetadata.isArray(path);
  }
}
