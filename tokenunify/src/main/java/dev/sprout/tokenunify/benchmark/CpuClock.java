package dev.sprout.tokenunify.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of all threads of this process, which other processes don't lengthen. */
final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CpuClock() {}

  /** Seconds that something takes. */
  static double seconds(Runnable work) {
    long begin = SYSTEM.getProcessCpuTime();
    work.run();
    return (SYSTEM.getProcessCpuTime() - begin) / 1e9;
  }

  /** The least of several times. */
  static double fastest(int runs, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < runs; i++) {
      best = Math.min(best, seconds(work));
    }
    return best;
  }
}
