package dev.sprout.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.server.TinyGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cancelled job leaves behind: nothing for its model to do, and nothing in other pictures.
 */
@Timeout(120)
class CancelTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CANCELS = 100;
  private static final int LATEST = 12; // evaluations before a cancel
  private static final int STEPS = 100;

  private final List<List<DrawingJob>> batches = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;
  private Sprout sprout;
  private JobQueue queue;

  @BeforeEach
  void open() {
    sprout = Sprout.load(TinyGenerator.write(folder, 1));
    queue = new JobQueue("tiny", 8, work -> work.accept(sprout), batches::add);
  }

  @AfterEach
  void close() {
    queue.close();
    sprout.close();
  }

  private static DrawingJob job(String prompt, int count, int steps) {
    return new DrawingJob(
        "tiny",
        HOUR,
        GenerationRequest.of(List.of(new Subject.Prompt(prompt)), 5)
            .withCount(count)
            .withSampling(new SamplingChoices(null, List.of(steps), null, null, null, null)),
        0);
  }

  /** Waits until the queue's thread has left all work of before. */
  private void settle() throws InterruptedException {
    queue.add(new WorkJob<>("tiny", HOUR, any -> "done")).result();
  }

  private void awaitEvaluations(int count) throws InterruptedException {
    long until = queue.evaluations() + count;
    while (queue.evaluations() < until && queue.size() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void aHundredCancelsAtRandomMomentsEndTheirBatchesWithinTwoEvaluations() throws Exception {
    Random random = new Random(1);
    queue.add(job("apple", 1, 1)).drawn(); // loads the networks
    for (int i = 0; i < CANCELS; i++) {
      DrawingJob job = queue.add(job("apple", 9, 10 * STEPS));
      awaitEvaluations(random.nextInt(LATEST));
      job.cancel();
      long atCancel = queue.evaluations();
      assertThat(queue.size()).isZero();
      settle();
      assertThat(queue.evaluations() - atCancel).isLessThanOrEqualTo(2);
      assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    }
    assertThat(queue.evaluations()).isGreaterThan(CANCELS); // some were cancelled on their way
  }

  @Test
  void thosePicturesStayTheSameWhoseNeighboursAreCancelled() throws Exception {
    byte[] alone = queue.add(job("pear", 1, STEPS)).drawn().get(0).png();
    DrawingJob blocking = queue.add(job("apple", 1, 2)); // the others wait behind it
    List<DrawingJob> cancelled = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cancelled.add(queue.add(job("apple", 2, STEPS)));
    }
    DrawingJob kept = queue.add(job("pear", 1, STEPS));
    blocking.await();
    for (DrawingJob each : cancelled) {
      awaitEvaluations(STEPS / 4);
      each.cancel();
    }
    assertThat(kept.drawn().get(0).png()).isEqualTo(alone);
    assertThat(batches.get(batches.size() - 1)).contains(kept).containsAll(cancelled);
    assertThat(cancelled).allMatch(each -> each.pictures().isEmpty());
  }

  @Test
  void aStoppedQueueSaysSo() {
    DrawingJob job = queue.add(job("apple", 9, STEPS));
    queue.close();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.error()).hasMessage("the server is stopping");
  }
}
