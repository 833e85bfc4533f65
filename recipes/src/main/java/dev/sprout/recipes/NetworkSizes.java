package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.NetworkSize;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
    long numbers =
        Stream.of(dims, hidden, kernel, depth, slices).filter(Objects::nonNull).count();
    if (size != null && numbers > 0) {
      throw UserError.unusable("size", "has numbers beside it; give a name or numbers");
    } else if (size == null && numbers < 5) {
      throw UserError.unusable(
          "size", "is missing; give it, or all of dims, hidden, kernel, depth and slices");
    } else if (size == null) {
      new MambaUnetConfig(dims, hidden, kernel, depth, 1, slices);
    }
  }

  MambaUnetConfig config(int outputs) {
    return size == null
        ? new MambaUnetConfig(dims, hidden, kernel, depth, outputs, slices)
        : size.config(outputs);
  }
}
