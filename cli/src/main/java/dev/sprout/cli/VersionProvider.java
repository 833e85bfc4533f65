package dev.sprout.cli;

import dev.sprout.core.Version;
import picocli.CommandLine.IVersionProvider;

/** Version line of {@code sprout --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sprout " + Version.current()};
  }
}
