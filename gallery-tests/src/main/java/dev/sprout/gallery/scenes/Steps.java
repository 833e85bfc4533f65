package dev.sprout.gallery.scenes;

import java.io.PrintWriter;
import java.util.function.IntConsumer;

/** Progress in lines, a few a minute. Not thread-safe. */
final class Steps {
  private static final long NANOS_APART = 10_000_000_000L;

  private final PrintWriter out;
  private long last = System.nanoTime();

  /** Creates the progress of a command. */
  Steps(PrintWriter out) {
    this.out = out;
  }

  /** Says what begins. */
  void begin(String work) {
    say(work);
  }

  /**
   * Receiver of the number of finished items.
   *
   * @param work what is done to them, such as "drawn"
   */
  IntConsumer of(String work, int total) {
    return done -> {
      if (System.nanoTime() - last > NANOS_APART) {
        say("  %d of %d %s".formatted(done, total, work));
      }
    };
  }

  private void say(String line) {
    out.println(line);
    out.flush();
    last = System.nanoTime();
  }
}
