package dev.sprout.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Work that the end of the process waits for, up to a minute. A signal such as SIGTERM otherwise
 * ends a process anywhere: files stay half-written, and libtorch, which frees its tables first,
 * crashes in calls that still run.
 */
public final class Unbroken {
  private static final long PATIENCE_SECONDS = 60;
  private static final ReentrantReadWriteLock RUNNING = new ReentrantReadWriteLock();
  private static final Set<Runnable> FIRST = ConcurrentHashMap.newKeySet();
  private static final Set<Runnable> LAST = ConcurrentHashMap.newKeySet();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Unbroken::end, "end of work"));
    } catch (IllegalStateException e) {
      end(); // the process is ending already
    }
  }

  private Unbroken() {}

  /**
   * Work with a result.
   *
   * @param <T> the result
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Does the work. */
    T run() throws E;
  }

  /**
   * Does work to its end. Once the process ends it isn't begun, and this never returns. The work
   * must not wait for work of other threads.
   */
  public static <T, E extends Exception> T run(Work<T, E> work) throws E {
    Lock lock = RUNNING.readLock();
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Like {@link #run(Work)}, without a result. */
  public static void run(Runnable work) {
    run(
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Has an ending done first at the end of the process, while work of all threads still begins and
   * goes on: what stops a service in order. A shutdown hook of its own would wait in vain for work
   * that no longer begins.
   */
  public static void beforeEnd(Runnable ending) {
    FIRST.add(ending);
  }

  /**
   * Does work that the end of the process may break off.
   *
   * @param cleaning done afterwards, or at the end of the process
   */
  public static <E extends Exception> void runThenClean(Work<?, E> work, Runnable cleaning)
      throws E {
    LAST.add(cleaning);
    try {
      work.run();
    } finally {
      LAST.remove(cleaning);
      cleaning.run();
    }
  }

  /** Stops services, waits for running work, keeps the lock, so that no other begins, cleans up. */
  private static void end() {
    FIRST.forEach(Runnable::run);
    try {
      RUNNING.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LAST.forEach(Runnable::run);
  }
}
