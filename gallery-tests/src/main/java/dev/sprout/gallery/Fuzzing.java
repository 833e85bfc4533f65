package dev.sprout.gallery;

import dev.sprout.core.UserError;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Feeds mutated files to one parser and counts what comes back: it accepts or refuses in plain
 * words; every other answer is kept with the shortest input that gave it.
 */
final class Fuzzing {
  /** What no user is to read. */
  private static final Pattern JARGON =
      Pattern.compile(
          "(?i)\\b(java|javax|com|org|ai)\\.[a-z]+\\.|[a-z]Exception|[a-z]Error\\b|Cannot invoke"
              + "|/ by zero|out of bounds|\\bgson\\b|https?:|\\bBigInteger|: null$|^null$");

  /** An answer that is neither, and what gave it. */
  record Other(byte[] input, int times) {}

  private final FuzzTarget target;
  private final Path folder;
  private final Map<String, Other> others = new TreeMap<>();
  private int accepted;
  private int refused;
  private long slowest; // ns of processor time
  private byte[] slowestInput = {};

  /**
   * A run.
   *
   * @param folder of its own, in which the last input stays even if the process ends
   */
  Fuzzing(FuzzTarget target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /** Feeds so many inputs, the same for the same seed. */
  Fuzzing run(int count, long seed) {
    Mutation mutation = new Mutation(target.sound(), seed);
    for (int i = 0; i < count; i++) {
      byte[] input = mutation.next();
      long begin = processorTime();
      if (feed(input)) {
        mutation.follow(input);
      }
      long time = processorTime() - begin;
      if (time > slowest) {
        slowest = time;
        slowestInput = input;
      }
    }
    return this;
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Whether the parser accepts. */
  private boolean feed(byte[] input) {
    try {
      target.read(folder, input);
      accepted++;
      return true;
    } catch (UserError e) {
      refused++;
      String message = String.valueOf(e.getMessage());
      if (JARGON.matcher(message).find()) {
        keep(
            "refused in the words of programmers: " + message.lines().findFirst().orElse(""),
            input);
      }
    } catch (RuntimeException | Error e) { // whatever it is, it is reported
      StackTraceElement[] trace = e.getStackTrace();
      keep(e + (trace.length == 0 ? "" : " at " + trace[0]), input);
    }
    return false;
  }

  private void keep(String answer, byte[] input) {
    Other other = new Other(input, 1);
    others.merge(
        answer,
        other,
        (a, b) -> new Other(a.input().length <= input.length ? a.input() : input, a.times() + 1));
  }

  int accepted() {
    return accepted;
  }

  int refused() {
    return refused;
  }

  Map<String, Other> others() {
    return others;
  }

  /** Seconds of processor time that the slowest input took. */
  double slowest() {
    return slowest / 1e9;
  }

  byte[] slowestInput() {
    return slowestInput.clone();
  }
}
