package dev.sprout.gallery.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that a page was drawn on. */
final class Machine {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final String NAME = "model name";

  private Machine() {}

  /** Cores and processor, such as "2 cores of Intel(R) Xeon(R) Processor". */
  static String name() {
    int cores = Runtime.getRuntime().availableProcessors();
    return "%d %s of %s".formatted(cores, cores == 1 ? "core" : "cores", processor());
  }

  /** The processor as Linux names it, elsewhere its architecture. */
  private static String processor() {
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .filter(line -> line.startsWith(NAME))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(Machine::architecture);
    } catch (IOException e) {
      return architecture(); // no Linux
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
