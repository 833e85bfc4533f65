package dev.sprout.server.jobs;

import dev.sprout.engine.Sprout;
import java.time.Duration;
import java.util.function.Function;

/** A job in one piece: a caption, ids, embeddings. Thread-safe. */
public final class WorkJob<T> extends Job {
  private final Function<Sprout, T> work;
  private volatile T result;

  /**
   * Creates a job.
   *
   * @param limit time from now after which it is given up
   */
  public WorkJob(String model, Duration limit, Function<Sprout, T> work) {
    super(model, limit);
    this.work = work;
  }

  @Override
  void run(Sprout sprout, JobQueue queue) {
    result = work.apply(sprout);
    finish();
  }

  /** The result, waited for. */
  public T result() throws InterruptedException {
    await();
    return result;
  }
}
