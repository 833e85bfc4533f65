package dev.sprout.server.jobs;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events of a job from now to its end. For one thread. */
public final class JobWatch implements AutoCloseable {
  /** Time after which a watcher is woken to see whether its client is still there. */
  private static final long SECONDS = 2;

  private final Job job;
  private final BlockingQueue<Told> events;

  /** Begins to watch. */
  public JobWatch(Job job) {
    this(job, 0);
  }

  /**
   * Goes on to watch.
   *
   * @param after number of the last event that is known already, or 0
   */
  public JobWatch(Job job, long after) {
    this.job = job;
    this.events = job.watch(after);
  }

  /** Whether there are events left, or may be. */
  public boolean hasNext() {
    return !job.isOver() || !events.isEmpty();
  }

  /** The next event, or after some seconds without one that nothing is new. */
  public Told next() throws InterruptedException {
    Told event = events.poll(SECONDS, TimeUnit.SECONDS);
    return event == null ? new Told(job.told(), new JobEvent.Changed()) : event;
  }

  @Override
  public void close() {
    job.unwatch(events);
  }
}
