package dev.sprout.spark;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Networks of an executor's process: loaded by its first task and kept for the later ones. Tasks
 * that run at once have one each, as a network draws for one caller at a time; a task that takes
 * all cores of its executor shares it with nobody, and there is one. Thread-safe.
 */
final class Networks {
  private static final Map<String, Deque<AutoCloseable>> IDLE = new ConcurrentHashMap<>();

  private Networks() {}

  /** Loader of a network, sent to the executors. */
  interface Loader<N extends AutoCloseable> extends Serializable {
    N load();
  }

  /**
   * Works with a network.
   *
   * @param key what the network is: equal keys have equal networks
   * @param threads threads of libtorch, on which results depend in their last digits
   */
  static <N extends AutoCloseable, R> R use(
      String key, int threads, Loader<N> loader, Function<N, R> work) {
    take(threads);
    Deque<AutoCloseable> idle = IDLE.computeIfAbsent(key, any -> new ArrayDeque<>());
    AutoCloseable kept = taken(idle);
    @SuppressWarnings("unchecked") // equal keys have equal loaders
    N network = kept == null ? loader.load() : (N) kept;
    try {
      return work.apply(network);
    } finally {
      synchronized (idle) {
        idle.push(network);
      }
    }
  }

  /** Computes without a network of its own. */
  static <R> R onThreads(int threads, Supplier<R> work) {
    take(threads);
    return work.get();
  }

  private static void take(int threads) {
    Engine.getInstance();
    JniUtils.setNumThreads(threads);
  }

  private static AutoCloseable taken(Deque<AutoCloseable> idle) {
    synchronized (idle) {
      return idle.poll();
    }
  }
}
