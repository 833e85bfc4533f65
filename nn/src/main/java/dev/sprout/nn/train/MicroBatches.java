package dev.sprout.nn.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Parallel batches of a step, one core each: small matrices and elementwise operations scale badly
 * over cores. The gradient is the mean over batches; with two, the sum is independent of order and
 * thus reproducible to the bit. A single batch takes all cores.
 */
final class MicroBatches implements AutoCloseable {
  private final TrainingTask task;
  private final long seed;
  private final int count;
  private final ExecutorService threads;

  MicroBatches(TrainingTask task, TrainingOptions options) {
    this.task = task;
    this.seed = options.seed();
    this.count = options.microBatches();
    this.threads =
        count == 1 ? null : Executors.newFixedThreadPool(count, MicroBatches::singleCore);
  }

  private static Thread singleCore(Runnable work) {
    Runnable alone =
        () -> {
          JniUtils.setNumThreads(1);
          work.run();
        };
    Thread thread = new Thread(alone, "micro-batch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Accumulates the gradient of a step in the weights.
   *
   * @param meters receiver of mean metrics
   * @return the mean loss
   */
  double backward(long step, NDManager scope, Map<String, Double> meters) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      task.prepare(key(step, 0), scope);
      if (count == 1) {
        return backward(key(step, 0), scope, meters, collector);
      }
      List<Map<String, Double>> figures = new ArrayList<>();
      List<Callable<Double>> batches = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        BatchKey key = key(step, index);
        Map<String, Double> own = new LinkedHashMap<>();
        NDManager part = scope.newSubManager();
        figures.add(own);
        batches.add(() -> backward(key, part, own, collector));
      }
      double loss = 0;
      for (Future<Double> each : allDone(batches)) {
        loss += result(each) / count;
      }
      figures.forEach(own -> own.forEach((k, v) -> meters.merge(k, v / count, Double::sum)));
      return loss;
    }
  }

  private BatchKey key(long step, int index) {
    long batch = count * (step - 1) + index + 1;
    return new BatchKey(step, batch, new RandomStream(seed, batch));
  }

  private double backward(
      BatchKey key, NDManager scope, Map<String, Double> meters, GradientCollector collector) {
    return task.backward(key, 1.0 / count, scope, meters, collector);
  }

  /** Waits for all batches, also when one fails: they compute with arrays that are freed then. */
  private List<Future<Double>> allDone(List<Callable<Double>> batches) {
    try {
      return threads.invokeAll(batches);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static double result(Future<Double> loss) {
    try {
      return loss.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
