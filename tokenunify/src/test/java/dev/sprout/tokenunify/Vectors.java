package dev.sprout.tokenunify;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files of recorded arrays among the test resources. */
public final class Vectors {
  private Vectors() {}

  /** The file of that name. */
  public static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Vectors.class.getResource("/parity/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
