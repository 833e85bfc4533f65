package dev.sprout.engine;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is made when it is first asked for. A failure is thrown to whoever asked, and the
 * next call tries again. Thread-safe: one thread makes it, others wait.
 */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }

  /** The value if it was made. */
  synchronized Optional<T> made() {
    return Optional.ofNullable(value);
  }
}
