package dev.sprout.language;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Work on the calling thread alone. Networks of fewer than 100 million weights decode so: on two
 * busy cores a step of one id took 5 to 40 times the processor time on two threads, which spin
 * between steps (libgomp), and was no faster. The thread count of libtorch is each thread's own, so
 * that work on other threads goes on as before.
 */
final class SingleThread {
  private static final long LARGE = 100_000_000;

  private SingleThread() {}

  /** Gives the result of some work, on one thread where the network is small. */
  static <T> T compute(long weights, Supplier<T> work) {
    int before = JniUtils.getNumThreads();
    if (weights >= LARGE || before == 1) {
      return work.get();
    }
    try {
      JniUtils.setNumThreads(1);
      keepForOthers(before);
      return work.get();
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  /** New threads begin with the count that was set last, on whichever thread. */
  private static void keepForOthers(int count) {
    Thread other = new Thread(() -> JniUtils.setNumThreads(count), "thread count");
    other.start();
    boolean interrupted = false;
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
