package dev.sprout.gallery;

import dev.sprout.core.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runner of this module's commands. */
final class GalleryCommands {
  private GalleryCommands() {}

  /** Runs a command; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
  static int run(Callable<Integer> command, String... arguments) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (!(e instanceof UserError error)) {
                throw e;
              }
              line.getErr().println(error.getMessage());
              return error.kind() == UserError.Kind.INVALID_REQUEST ? 2 : 1;
            })
        .execute(arguments);
  }
}
