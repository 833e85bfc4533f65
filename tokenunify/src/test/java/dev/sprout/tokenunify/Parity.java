package dev.sprout.tokenunify;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Files with numbers of the published implementation. */
public final class Parity {
  private Parity() {}

  /** One file. */
  public static Path file(String name) {
    try {
      return Path.of(Parity.class.getResource("/parity/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
