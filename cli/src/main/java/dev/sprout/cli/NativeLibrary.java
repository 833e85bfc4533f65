package dev.sprout.cli;

import ai.djl.pytorch.jni.LibUtils;
import dev.sprout.core.Unbroken;
import java.util.Arrays;
import java.util.Set;

/**
 * Early loading of the engine's native library (0.25 s), in parallel to parsing the command line.
 */
final class NativeLibrary {
  private static final Set<String> COMMANDS_WITHOUT =
      Set.of("help", "completion", "inspect", "models");
  private static final Set<String> OPTIONS_WITHOUT = Set.of("-h", "--help", "-V", "--version");

  private NativeLibrary() {}

  /**
   * Starts loading when the command computes.
   *
   * @return the loading thread, to be joined before the process ends; not started when nothing is
   *     loaded
   */
  static Thread loadFor(String... arguments) {
    Thread loading = new Thread(NativeLibrary::load, "native library");
    if (isNeeded(arguments)) {
      loading.start();
    }
    return loading;
  }

  static boolean isNeeded(String... arguments) {
    return arguments.length > 0
        && !COMMANDS_WITHOUT.contains(arguments[0])
        && Arrays.stream(arguments).noneMatch(OPTIONS_WITHOUT::contains);
  }

  private static void load() {
    try {
      Unbroken.run(() -> LibUtils.loadLibrary());
    } catch (RuntimeException | Error e) {
      // the engine reports the same failure when it starts
    }
  }
}
