package dev.sprout.language;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Work of the calling thread without helpers. A step of one id through a network of fewer than 100
 * million weights is over before helpers pay, and they spin until the next step: on two cores in
 * use by others, steps of 0.2 to 100 million weights took 5 to 40 times the processor time, and no
 * less time, on two threads. The number belongs to a thread of its own, so that others compute as
 * before.
 */
final class SingleThread {
  private static final long LARGE = 100_000_000;

  private SingleThread() {}

  /** What some work gives, done without helpers where a network has so few weights that it pays. */
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

  /** The last number set is what new threads begin with, whichever thread it was set on. */
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
