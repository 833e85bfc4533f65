package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.pictures.PictureSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pictures of two sources that have the same name but for its ending, as {@code a/1.jpg} and {@code
 * a/1.png}. Unmodifiable.
 *
 * @param names common names
 * @param originals indices in the first source, in its order
 * @param rebuilt indices in the second source
 */
public record PairedPictures(List<String> names, List<Integer> originals, List<Integer> rebuilt) {
  private static final int SHOWN = 3;

  /**
   * Finds the pairs.
   *
   * @throws UserError naming pictures without a partner, and such as share a name
   */
  public static PairedPictures of(PictureSource originals, PictureSource rebuilt) {
    Map<String, Integer> first = byName(originals);
    Map<String, Integer> second = byName(rebuilt);
    refuseUnpaired("--fake", first, second);
    refuseUnpaired("--real", second, first);
    List<String> names = List.copyOf(first.keySet());
    return new PairedPictures(
        names, List.copyOf(first.values()), names.stream().map(second::get).toList());
  }

  private static Map<String, Integer> byName(PictureSource source) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < source.size(); i++) {
      String id = source.example(i).id();
      String name = id.replaceFirst("\\.[^./]+$", "");
      Integer before = indices.put(name, i);
      if (before != null) {
        throw UserError.failure(
            "%s and %s have one name but for its ending, so their partners can't be told apart",
            source.example(before).id(), id);
      }
    }
    return indices;
  }

  private static void refuseUnpaired(
      String option, Map<String, Integer> these, Map<String, Integer> others) {
    List<String> unpaired = new ArrayList<>(these.keySet());
    unpaired.removeAll(others.keySet());
    if (!unpaired.isEmpty()) {
      throw UserError.failure(
          "%s holds no partner of %d pictures: %s%s; pairs have one name but for its ending",
          option,
          unpaired.size(),
          unpaired.stream().limit(SHOWN).collect(Collectors.joining(", ")),
          unpaired.size() > SHOWN ? " ..." : "");
    }
  }

  /** Number of pairs. */
  public int size() {
    return names.size();
  }
}
