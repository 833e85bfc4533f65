package dev.sprout.server.jobs;

import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.PreparedPicture;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Bounded queue of a model's jobs with one thread that works on them in order. Pictures of waiting
 * jobs that fit those of the first are drawn in one batch. Thread-safe.
 */
public final class JobQueue implements AutoCloseable {
  /** Ends a batch in which nobody waits for a picture any more. */
  private static final class Deserted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A picture of a batch: its job, and its place among those that the job has left. */
  private record Row(DrawingJob job, int place, PreparedPicture picture) {}

  private final int most;
  private final Consumer<Consumer<Sprout>> model;
  private final Consumer<List<DrawingJob>> batches;
  private final List<Job> waiting = new ArrayList<>();
  private final LongAdder evaluations = new LongAdder();
  private final Thread thread;
  private boolean isClosed;

  /**
   * Starts the thread.
   *
   * @param most jobs that wait or are worked on
   * @param model lends the loaded model for a piece of work
   * @param batches receiver of the jobs of each batch, for statistics
   */
  public JobQueue(
      String name, int most, Consumer<Consumer<Sprout>> model, Consumer<List<DrawingJob>> batches) {
    this.most = most;
    this.model = model;
    this.batches = batches;
    this.thread = new Thread(this::work, "drawing-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Adds a job.
   *
   * @throws Refusal when the queue is full or closed
   */
  public <J extends Job> J add(J job) {
    synchronized (waiting) {
      waiting.removeIf(each -> each.state().isFinal());
      if (isClosed) {
        throw Refusal.stopping();
      } else if (waiting.size() >= most) {
        throw Refusal.busy(waiting.size());
      }
      waiting.add(job);
      waiting.notifyAll();
    }
    return job;
  }

  /** Jobs before this one; 0 for the one that is worked on. */
  public int position(Job job) {
    synchronized (waiting) {
      return Math.max(0, waiting.indexOf(job));
    }
  }

  /** Jobs that wait or are worked on. */
  public int size() {
    synchronized (waiting) {
      waiting.removeIf(each -> each.state().isFinal());
      return waiting.size();
    }
  }

  /** Network evaluations of all batches until now. */
  public long evaluations() {
    return evaluations.sum();
  }

  private void work() {
    for (Job job = next(); job != null; job = next()) {
      try {
        Job taken = job;
        model.accept(sprout -> runOne(taken, sprout));
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // the model can't be loaded
        job.fail(e instanceof RuntimeException known ? known : new IllegalStateException(e));
      }
    }
  }

  /** The first job that is not over, waited for; null when the queue is closed and empty. */
  private Job next() {
    synchronized (waiting) {
      while (true) {
        waiting.removeIf(Job::isOver);
        if (!waiting.isEmpty()) {
          return waiting.get(0);
        } else if (isClosed) {
          return null;
        }
        try {
          waiting.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
    }
  }

  private void runOne(Job job, Sprout sprout) {
    job.start();
    guarded(job, () -> job.run(sprout, this));
  }

  private static boolean guarded(Job job, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      job.fail(e);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      job.fail(new IllegalStateException(e));
    }
    return false;
  }

  /** Draws the next batch: pictures of a job, and of waiting ones that fit. */
  void draw(Sprout sprout, DrawingJob first) {
    first.prepare(sprout);
    List<Row> rows = new ArrayList<>();
    addRows(first, rows);
    for (DrawingJob other : others(first)) {
      if (rows.size() < Sprout.TOGETHER && guarded(other, () -> other.prepare(sprout))) {
        addRows(other, rows);
      }
    }
    List<DrawingJob> jobs = rows.stream().map(Row::job).distinct().toList();
    jobs.forEach(Job::start);
    batches.accept(jobs);
    try {
      List<GeneratedPicture> drawn =
          sprout.draw(
              rows.stream().map(Row::picture).toList(),
              (entity, entities, evaluation, seen) ->
                  watch(rows, entity, entities, evaluation, seen));
      for (int i = 0; i < drawn.size(); i++) {
        if (!rows.get(i).job().state().isFinal()) {
          rows.get(i).job().take(drawn.get(i));
        }
      }
    } catch (Deserted e) {
      // all were cancelled
    } catch (RuntimeException e) {
      jobs.forEach(job -> job.fail(e));
    }
  }

  private List<DrawingJob> others(DrawingJob first) {
    synchronized (waiting) {
      return waiting.stream()
          .filter(each -> each != first && !each.state().isFinal())
          .filter(DrawingJob.class::isInstance)
          .map(DrawingJob.class::cast)
          .filter(first::mayJoin)
          .toList();
    }
  }

  private static void addRows(DrawingJob job, List<Row> rows) {
    List<PreparedPicture> rest = job.rest();
    for (int i = 0; i < rest.size() && rows.size() < Sprout.TOGETHER; i++) {
      if (rows.isEmpty() || rows.get(0).picture().fits(rest.get(i))) {
        rows.add(new Row(job, i, rest.get(i)));
      } else {
        return; // pictures of a job are drawn in order
      }
    }
  }

  private void watch(
      List<Row> rows, int entity, int entities, int evaluation, Supplier<List<Picture>> seen) {
    evaluations.increment();
    if (rows.stream().map(Row::job).distinct().allMatch(Job::isOver)) {
      throw new Deserted();
    }
    List<Picture> pictures = null;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int steps = row.picture().evaluations(entity, entities);
      Progress now = new Progress(entity + 1, entities, evaluation + 1, steps);
      boolean isShown = !row.job().state().isFinal() && row.job().noteAndAsk(now, row.place());
      if (isShown) {
        pictures = pictures == null ? seen.get() : pictures;
        row.job().show(row.place(), pictures.get(i));
      }
    }
    rows.stream().map(Row::job).distinct().forEach(DrawingJob::step);
  }

  /** Takes no more jobs; those that wait are still done. */
  public void stopAccepting() {
    synchronized (waiting) {
      isClosed = true;
      waiting.notifyAll();
    }
  }

  /** Takes no more jobs, cancels all and waits for the thread. */
  @Override
  public void close() {
    stopAccepting();
    synchronized (waiting) {
      waiting.forEach(Job::stop);
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
