package dev.sprout.cli;

import dev.sprout.core.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code sprout --version} prints. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sprout " + Version.current()};
  }
}
