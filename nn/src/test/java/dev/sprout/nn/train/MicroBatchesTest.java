package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
  private static final int STEPS = 500;

  /** Two batches side by side leave, to the bit, what the two leave one after the other. */
  @Test
  void hundredsOfStepsEqualSequentialAccumulation() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread collector = new Thread(() -> collectGarbage(done), "garbage");
    collector.start();
    try (NDManager manager = NDManager.newBaseManager()) {
      Quadratic task = new Quadratic(manager, 0);
      task.weights().requireGradients();
      try (MicroBatches together = new MicroBatches(task, TrainingLoopTest.options(STEPS, 2));
          MicroBatches alone = new MicroBatches(task, TrainingLoopTest.options(2 * STEPS, 1))) {
        for (int step = 1; step <= STEPS; step++) {
          float[] both = gradient(task, together, step);
          float[] first = gradient(task, alone, 2L * step - 1);
          float[] second = gradient(task, alone, 2L * step);
          for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).as("step %d", step).isEqualTo(0.5f * first[i] + 0.5f * second[i]);
          }
        }
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }

  /** A batch that fails must not free the arrays of one that still computes. */
  @Test
  void aFailureWaitsForTheOtherBatches() {
    AtomicInteger computed = new AtomicInteger();
    try (NDManager manager = NDManager.newBaseManager()) {
      TrainingTask task = new HalfFailing(new Quadratic(manager, 0), computed);
      task.weights().requireGradients();
      try (MicroBatches batches = new MicroBatches(task, TrainingLoopTest.options(1, 3));
          NDManager scope = manager.newSubManager()) {
        assertThatThrownBy(() -> batches.backward(1, scope, new HashMap<>()))
            .hasMessage("no picture");
        assertThat(computed).hasValue(2);
      }
    }
  }

  /** Its first batch fails while the others take their time. */
  private record HalfFailing(Quadratic task, AtomicInteger computed) implements TrainingTask {
    @Override
    public Weights weights() {
      return task.weights();
    }

    @Override
    public int batch() {
      return task.batch();
    }

    @Override
    public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
      if (key.batch() == 1) {
        throw UserError.failure("no picture");
      }
      LockSupport.parkNanos(200_000_000);
      NDArray loss = task.loss(key, scope, meters);
      computed.incrementAndGet();
      return loss;
    }

    @Override
    public void export(Weights averages, Path folder) {}
  }

  /** Frees what nobody holds and fills the memory with NaN. */
  private static void collectGarbage(AtomicBoolean done) {
    while (!done.get()) {
      System.gc();
      LockSupport.parkNanos(2_000_000);
      for (int i = 0; i < 200; i++) {
        ByteBuffer.allocateDirect(Float.BYTES).putInt(0, -1);
      }
    }
  }

  private static float[] gradient(Quadratic task, MicroBatches batches, long step) {
    try (NDManager scope = task.weights().newScope()) {
      batches.backward(step, scope, new HashMap<>());
      NDArray gradient = task.weights().get("w").getGradient();
      gradient.attach(scope);
      float[] values = gradient.toFloatArray();
      gradient.subi(gradient);
      return values;
    }
  }
}
