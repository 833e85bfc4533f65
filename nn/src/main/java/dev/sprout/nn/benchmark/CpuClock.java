package dev.sprout.nn.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of all threads of this process, which other processes don't lengthen. */
public final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Least time measured, of which a tick of the clock is 2 %. */
  private static final double LONG_ENOUGH = 0.5;

  private CpuClock() {}

  /** Seconds that something takes, repeated until the clock can tell. */
  public static double seconds(Runnable work) {
    long begin = SYSTEM.getProcessCpuTime();
    double elapsed = 0;
    int runs = 0;
    while (elapsed < LONG_ENOUGH) {
      work.run();
      runs++;
      elapsed = (SYSTEM.getProcessCpuTime() - begin) / 1e9;
    }
    return elapsed / runs;
  }

  /** The least of several times. */
  public static double fastest(int runs, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < runs; i++) {
      best = Math.min(best, seconds(work));
    }
    return best;
  }
}
