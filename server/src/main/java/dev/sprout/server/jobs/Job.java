package dev.sprout.server.jobs;

import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.server.http.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that a model does for one request. Thread-safe. */
public abstract class Job {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 12;

  /** Events that a slow watcher may lag behind; the oldest are dropped. */
  private static final int LAG = 64;

  private final String id = "job-" + randomHex();
  private final String model;
  private final Instant created = Instant.now();
  private final Instant deadline;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<BlockingQueue<Told>> watchers = new CopyOnWriteArrayList<>();
  private final Map<Integer, Told> newest = new TreeMap<>(); // preview of each unfinished picture
  private long told;
  private boolean isEndTold;
  private JobState state = JobState.QUEUED;
  private Refusal error;

  Job(String model, Duration limit) {
    this.model = model;
    this.deadline = created.plus(limit);
  }

  private static String randomHex() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Does the work, or the next part of it; the queue calls it on its thread. */
  abstract void run(Sprout sprout, JobQueue queue);

  /** Random name, which nobody guesses. */
  public String id() {
    return id;
  }

  /** Name of the model. */
  public String model() {
    return model;
  }

  /** Time of arrival. */
  public Instant created() {
    return created;
  }

  /** State at this moment. */
  public synchronized JobState state() {
    return state;
  }

  /** Why it failed, or null. */
  public synchronized Refusal error() {
    return error;
  }

  /** Whether its time is over. */
  boolean isLate() {
    return Instant.now().isAfter(deadline);
  }

  /** Calls the job off; between two solver steps if it is being drawn. */
  public void cancel() {
    end(JobState.CANCELLED, null);
  }

  /** Calls the job off because the server stops, which whoever waits is told. */
  void stop() {
    end(JobState.CANCELLED, Refusal.stopping());
  }

  void start() {
    synchronized (this) {
      if (state != JobState.QUEUED) {
        return;
      }
      state = JobState.DRAWING;
    }
    tell(new JobEvent.Changed());
  }

  void finish() {
    end(JobState.DONE, null);
  }

  void fail(RuntimeException cause) {
    if (cause instanceof Refusal refusal) {
      end(JobState.FAILED, refusal);
    } else if (cause instanceof UserError refused) {
      end(JobState.FAILED, Refusal.of(refused));
    } else {
      System.getLogger(Job.class.getName()).log(System.Logger.Level.ERROR, id, cause);
      end(JobState.FAILED, Refusal.fault("job " + id));
    }
  }

  /** Fails the job if its time is over; returns whether there is nothing left to do for it. */
  boolean isOver() {
    if (isLate()) {
      fail(Refusal.stopped("the job took longer than this server allows"));
    }
    return state().isFinal();
  }

  private void end(JobState last, Refusal reason) {
    synchronized (this) {
      if (state.isFinal()) {
        return;
      }
      state = last;
      error = reason;
    }
    end.countDown();
    tell(new JobEvent.Changed());
  }

  /**
   * Waits for the end and cancels the job at its deadline.
   *
   * @throws Refusal when it failed or was cancelled
   */
  public void await() throws InterruptedException {
    long left = Duration.between(Instant.now(), deadline).toMillis();
    if (!end.await(Math.max(0, left), TimeUnit.MILLISECONDS)) {
      isOver();
    }
    requireDone();
  }

  /**
   * Does nothing for a job that is done.
   *
   * @throws Refusal when it failed or was cancelled
   */
  public void requireDone() {
    if (error() != null) {
      throw error();
    } else if (state() != JobState.DONE) {
      throw Refusal.stopped("the job was cancelled");
    }
  }

  /** Number of the last event, 0 before the first. */
  public synchronized long told() {
    return told;
  }

  /**
   * Events from now on, after the newest preview of each unfinished picture; the oldest are dropped
   * while nobody takes them.
   *
   * @param after number of the last event that is known already, or 0
   */
  synchronized BlockingQueue<Told> watch(long after) {
    BlockingQueue<Told> events = new ArrayBlockingQueue<>(LAG);
    newest.values().stream()
        .filter(each -> each.number() > after)
        .sorted(Comparator.comparingLong(Told::number))
        .limit(LAG)
        .forEach(events::add);
    watchers.add(events);
    return events;
  }

  /** Ends what {@link #watch} began. */
  void unwatch(BlockingQueue<Told> events) {
    watchers.removeIf(each -> each == events);
  }

  /** Tells watchers of an event, unless they know of the end. */
  synchronized void tell(JobEvent event) {
    if (isEndTold) {
      return;
    }
    isEndTold = state.isFinal();
    Told next = new Told(++told, event);
    if (event instanceof JobEvent.Preview preview) {
      newest.put(preview.index(), next);
    } else if (event instanceof JobEvent.Drawn drawn) {
      newest.remove(drawn.index());
    }
    if (isEndTold) {
      newest.clear();
    }
    for (BlockingQueue<Told> events : watchers) {
      while (!events.offer(next)) {
        events.poll();
      }
    }
  }
}
