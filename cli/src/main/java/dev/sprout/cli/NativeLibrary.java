package dev.sprout.cli;

import ai.djl.pytorch.jni.LibUtils;
import java.util.Arrays;
import java.util.Set;

/** Loads the engine's native library, a quarter of a second, while the command line is read. */
final class NativeLibrary {
  private static final Set<String> COMMANDS_WITHOUT =
      Set.of("help", "completion", "inspect", "models");
  private static final Set<String> OPTIONS_WITHOUT = Set.of("-h", "--help", "-V", "--version");

  private NativeLibrary() {}

  /**
   * Begins to load where a command computes.
   *
   * @return the thread that loads, to wait for before the process ends; not started where nothing
   *     is to be loaded
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
      LibUtils.loadLibrary();
    } catch (RuntimeException | Error e) {
      // the engine fails in the same way when it starts, and says so
    }
  }
}
