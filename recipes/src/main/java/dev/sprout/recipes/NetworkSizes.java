package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.NetworkSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sizes of a TokenUnify network in a configuration file: a name, or all numbers.
 *
 * @param size tiny, base, small, mid, large or huge; null where there are numbers
 * @see MambaUnetConfig
 */
record NetworkSizes(
    @Default("null") NetworkSize size,
    @Default("null") List<Integer> dims,
    @Default("null") Integer hidden,
    @Default("null") List<Integer> kernel,
    @Default("null") Integer depth,
    @Default("null") Integer slices) {

  NetworkSizes {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("dims", dims);
    numbers.put("hidden", hidden);
    numbers.put("kernel", kernel);
    numbers.put("depth", depth);
    numbers.put("slices", slices);
    boolean isNumbered = numbers.values().stream().anyMatch(Objects::nonNull);
    if (size != null && isNumbered) {
      throw UserError.unusable("size", "has numbers beside it; give a name or numbers");
    } else if (size == null && !isNumbered) {
      throw UserError.unusable(
          "size", "is missing; accepted is a name, or all of %s", numbers.keySet());
    } else if (size == null) {
      numbers.forEach(NetworkSizes::requireNumber);
      new MambaUnetConfig(dims, hidden, kernel, depth, 1, slices);
    }
  }

  private static void requireNumber(String field, Object given) {
    if (given == null) {
      throw UserError.unusable(field, "is missing; accepted is all numbers, or size alone");
    }
  }

  MambaUnetConfig config(int outputs) {
    return size == null
        ? new MambaUnetConfig(dims, hidden, kernel, depth, outputs, slices)
        : size.config(outputs);
  }
}
