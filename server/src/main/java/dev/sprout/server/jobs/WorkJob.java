package dev.sprout.server.jobs;

import dev.sprout.engine.Sprout;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A job in one piece: a caption, ids, embeddings. Thread-safe. */
public final class WorkJob<T> extends Job {
  private final BiFunction<Sprout, Consumer<String>, T> work;
  private volatile T result;

  /**
   * Creates a job.
   *
   * @param limit time from now after which it is given up
   */
  public WorkJob(String model, Duration limit, Function<Sprout, T> work) {
    this(model, limit, (sprout, growing) -> work.apply(sprout));
  }

  /**
   * Creates a job with words that are seen before it ends.
   *
   * @param limit time from now after which it is given up
   * @param work with a receiver of the words so far
   */
  public WorkJob(String model, Duration limit, BiFunction<Sprout, Consumer<String>, T> work) {
    super(model, limit);
    this.work = work;
  }

  @Override
  void run(Sprout sprout, JobQueue queue) {
    result = work.apply(sprout, text -> tell(new JobEvent.Said(text)));
    finish();
  }

  /** The result, waited for. */
  public T result() throws InterruptedException {
    await();
    return result;
  }
}
