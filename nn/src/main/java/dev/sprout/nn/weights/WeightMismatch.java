package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Comparison of a network's arrays with those of a file. */
public final class WeightMismatch {
  private static final int SHOWN = 10;

  private WeightMismatch() {}

  /**
   * Checks that the file holds exactly the expected tensors, each in its shape.
   *
   * @param ignorable extra names to be ignored
   * @throws UserError listing the first ten tensors each that are missing, extra, or of another
   *     shape
   */
  public static void check(
      Path file,
      Map<String, long[]> expected,
      Map<String, TensorInfo> found,
      Predicate<String> ignorable) {
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          TensorInfo info = found.get(name);
          if (info == null) {
            missing.add(name + " " + Arrays.toString(shape));
          } else if (!Arrays.equals(info.shape(), shape)) {
            reshaped.add(
                "%s is %s, needed is %s"
                    .formatted(name, Arrays.toString(info.shape()), Arrays.toString(shape)));
          }
        });
    List<String> extra =
        found.keySet().stream()
            .filter(name -> !expected.containsKey(name) && !ignorable.test(name))
            .toList();
    if (!missing.isEmpty() || !reshaped.isEmpty() || !extra.isEmpty()) {
      throw UserError.failure(
          "%s doesn't fit the network%s%s%s",
          file,
          list("missing", missing),
          list("unknown", extra),
          list("of another shape", reshaped));
    }
  }

  /**
   * Returns an array, checked to be finite.
   *
   * @throws UserError naming the file and the array
   */
  public static NDArray finite(Path file, String name, NDArray array) {
    if (!isFinite(array)) {
      throw UserError.failure(
          "%s: %s has values that are no finite numbers; fetch or train the file again",
          file, name);
    }
    return array;
  }

  /** Whether an array, float32 or of whole numbers, holds only numbers. */
  public static boolean isFinite(NDArray array) {
    return array.isEmpty()
        || !array.getDataType().isFloating()
        || (Float.isFinite(array.max().getFloat()) && Float.isFinite(array.min().getFloat()));
  }

  private static String list(String title, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = String.join("\n    ", names.subList(0, Math.min(SHOWN, names.size())));
    String rest = names.size() > SHOWN ? "\n    … and " + (names.size() - SHOWN) + " more" : "";
    return "\n  %s (%d):\n    %s%s".formatted(title, names.size(), first, rest);
  }
}
