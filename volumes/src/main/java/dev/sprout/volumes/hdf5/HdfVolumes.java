package dev.sprout.volumes.hdf5;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.SpatialArray;
import dev.sprout.volumes.array.SpatialAttributes;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Opens volumes in HDF5 files, with the attributes of CREMI. */
public final class HdfVolumes {
  private static final int LISTED = 50; // data sets that an error names
  private static final int DEEPEST = 16; // groups within groups that are listed

  private HdfVolumes() {}

  /**
   * Opens a data set.
   *
   * @param dataset its path in the file; empty for the only one with three or four axes
   * @throws UserError when there is no such data set, naming those that there are; or the file is
   *     damaged or of a form that the library can't read
   */
  public static SpatialArray open(Path path, Optional<String> dataset) {
    return guard(
        path,
        () -> {
          HdfFile file = open(path);
          try {
            return open(path, file, dataset);
          } catch (RuntimeException | StackOverflowError e) {
            file.close();
            throw e;
          }
        });
  }

  /**
   * Opens a file through a mapping where it is small enough for one: the library takes memory as
   * the file's headers announce it, but of a mapping only what is there.
   */
  private static HdfFile open(Path path) {
    try (FileChannel file = FileChannel.open(path)) {
      long bytes = file.size();
      return bytes > Integer.MAX_VALUE
          ? new HdfFile(path)
          : HdfFile.fromByteBuffer(file.map(FileChannel.MapMode.READ_ONLY, 0, bytes));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }

  private static SpatialArray open(Path path, HdfFile file, Optional<String> name) {
    Dataset dataset = name.map(n -> find(path, file, n)).orElseGet(() -> only(path, file));
    HdfArray array = new HdfArray(path, file, dataset);
    Geometry bare = Geometry.of(Geometry.usualAxes(array.name(), array.shape().length));
    return new SpatialArray(array, SpatialAttributes.read(array.name(), bare, numbers(dataset)));
  }

  /** Runs something that the library does and words its errors. */
  static <T> T guard(Path path, Supplier<T> action) {
    try {
      return action.get();
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // the library checks little of what the file says
      throw UserError.failure(
          e,
          "%s can't be read: %s. It is damaged, or of a form of HDF5 that isn't supported: if other"
              + " programs read it, rewrite it by h5repack -f GZIP=1 OLD NEW.",
          path,
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private static Dataset find(Path path, HdfFile file, String name) {
    Node node = file;
    for (String part : name.replaceAll("^/+|/+$", "").split("/+", -1)) {
      Map<String, Node> children = node instanceof Group group ? group.getChildren() : Map.of();
      if (!children.containsKey(part)) {
        throw missing(path, file, name);
      }
      node = children.get(part);
      if (node instanceof ExternalLink) {
        throw UserError.failure("%s:%s is in another file; name that file", path, name);
      }
    }
    if (node instanceof Dataset dataset) {
      return dataset;
    } else if (node.isLink() && file.getByPath(name) instanceof Dataset dataset) {
      return dataset;
    }
    throw missing(path, file, name);
  }

  private static UserError missing(Path path, HdfFile file, String name) {
    return UserError.failure(
        "%s has no data set %s; it has %s",
        path, name, String.join(", ", HdfArray.describe(datasets(file))));
  }

  private static Dataset only(Path path, HdfFile file) {
    List<Dataset> volumes =
        datasets(file).stream().filter(d -> d.getDimensionsAsLong().length >= 3).toList();
    if (volumes.size() == 1) {
      return volumes.get(0);
    }
    throw UserError.failure(
        "%s has %d data sets of three or more axes; name one as FILE:DATASET, of %s",
        path, volumes.size(), String.join(", ", HdfArray.describe(datasets(file))));
  }

  private static List<Dataset> datasets(HdfFile file) {
    List<Dataset> found = new ArrayList<>();
    collect(file, 0, found);
    return found;
  }

  private static void collect(Group group, int depth, List<Dataset> found) {
    for (Node node : group.getChildren().values()) {
      if (found.size() >= LISTED || depth > DEEPEST) {
        return;
      } else if (node instanceof Dataset dataset) {
        found.add(dataset);
      } else if (node instanceof Group inner) {
        collect(inner, depth + 1, found);
      }
    }
  }

  private static Map<String, double[]> numbers(Dataset dataset) {
    Map<String, double[]> numbers = new TreeMap<>();
    for (String name : List.of("resolution", "voxel_size", "element_size_um", "offset")) {
      Attribute attribute = dataset.getAttributes().get(name);
      if (attribute != null) {
        numbers.put(name, numbers(dataset.getPath() + "@" + name, attribute.getData()));
      }
    }
    return numbers;
  }

  private static double[] numbers(String name, Object data) {
    if (data == null || !data.getClass().isArray()) {
      throw UserError.failure("attribute %s is %s where a list of numbers belongs", name, data);
    }
    double[] numbers = new double[Array.getLength(data)];
    for (int i = 0; i < numbers.length; i++) {
      if (!(Array.get(data, i) instanceof Number number)) {
        throw UserError.failure("attribute %s has %s where a number belongs", name, data);
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  /** Names of a file's data sets with their shapes, for people. */
  public static List<String> list(Path path) {
    return guard(
        path,
        () -> {
          try (HdfFile file = open(path)) {
            return HdfArray.describe(datasets(file));
          }
        });
  }
}
